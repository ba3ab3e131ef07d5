import { ProviderUnavailableError } from '../errors/transport.ts'
import type { Provider } from '../provider/provider.ts'
import type { Clock } from '../utils/clock.ts'
import { LOOK_TIMEOUT } from './traits.ts'

/** Asks a member something that costs nothing, and waits for it no longer than a purchase can. */
export async function lookWithin<Answer>(
  clock: Clock,
  { id }: Provider,
  look: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const given = new AbortController()
  const answered = new AbortController()
  const tooLate = new ProviderUnavailableError(`${id} did not tell its offers within ${LOOK_TIMEOUT / 1_000} s`, {
    provider: id,
    operation: 'catalog.offers',
  })
  const silence = clock.sleep(LOOK_TIMEOUT, answered.signal).then(() => {
    given.abort(tooLate)
    throw tooLate
  })
  try {
    return await Promise.race([look(given.signal), silence])
  } finally {
    answered.abort('answered')
  }
}
