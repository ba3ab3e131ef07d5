import { run, situations } from './compare.ts'

console.log(
  'The same purchase by the package hero-sms (before) and by @onesms/sdk (after), by the books of the provider.\n',
)
const rows = []
for (const situation of situations) {
  for (const program of ['before', 'after'] as const) {
    const { printed, error, ...books } = await run(program, situation)
    rows.push({ situation, program, printed: printed || (error as Error).message.slice(0, 40), ...books })
  }
}
console.table(rows)
