import { stopped } from './policy.ts'

/** What fails here left nothing on its way, and says so. */
export function beforeSending<T>(id: string, operation: string, work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw stopped(id, operation, error)
  }
}
