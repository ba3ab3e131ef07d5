import { InvalidTransitionError } from '../errors/activation.ts'
import type { NumberSnapshot } from '../provider/rental-snapshot.ts'
import { operationOn } from './operation.ts'

/** What is asked of a number that does not allow it where it stands. */
export function forbidden(snapshot: NumberSnapshot, command: string): InvalidTransitionError {
  const { id, status, provider } = snapshot
  const operation = operationOn(snapshot, command)
  return new InvalidTransitionError(`${id} is ${status} and does not allow ${command}()`, { provider, operation })
}
