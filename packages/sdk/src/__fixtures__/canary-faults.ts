import type { CanaryHost } from './canary-hosts.ts'
import { createSilence } from './canary-outcomes.ts'
import type { createStage } from './canary-stage.ts'

/** A life under every fault a host can commit, each of them silent; which calls worked, which failed, which faults were idle. */
export async function liveUnderFaults(
  { live, ear }: ReturnType<typeof createStage>,
  host: CanaryHost,
  [key, ...others]: readonly [string, ...string[]],
) {
  const expectSilence = createSilence(key, ...others)
  const { kinds } = host.emulate({ apiKey: key, size: { services: 1, countries: 1 } }).faults
  const [worked, failed, idle] = [new Set<string>(), new Set<string>(), new Set<string>()]
  for (const kind of kinds) {
    const { outcomes, spoiled } = await live({
      host,
      apiKey: key,
      spoil({ faults, fetch }) {
        // No answer about a number may have more than 4 MiB, and zeros cost the emulator time.
        faults.inject({ kind, ...(kind === 'oversized' && { mib: 5 }), ...(kind === 'gzip-bomb' && { times: 8 }) })
        return fetch
      },
    })
    await expectSilence(outcomes, ear())
    if (spoiled.length === 0) idle.add(kind)
    for (const { method, error } of outcomes) (error === undefined ? worked : failed).add(method)
  }
  return { kinds, worked, failed, idle }
}
