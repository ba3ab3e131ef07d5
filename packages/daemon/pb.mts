import { pollRequests, tenThousandWaits } from '/work/main/packages/daemon/bench/polling.bench.ts'
for (const b of [pollRequests, tenThousandWaits]) { console.time(b.name); console.log(await b.run(1)); console.timeEnd(b.name) }
process.exit(0)
