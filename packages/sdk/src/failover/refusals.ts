import { CapabilityError } from '../errors/access.ts'
import type { Provider } from '../provider/provider.ts'
import { stopped } from './policy.ts'

/** The error for what the member that sold a number does not offer. */
export function cannot({ id }: Provider, operation: string, what: string): CapabilityError {
  return new CapabilityError(`${id} ${what}`, { provider: id, operation })
}

/** What fails here left nothing on its way, and says so. */
export function beforeSending<T>(id: string, operation: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw stopped(id, operation, error)
  }
}
