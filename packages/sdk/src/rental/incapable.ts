import type { CapabilityError } from '../errors/access.ts'
import { cannot } from '../errors/cannot.ts'

/** What is asked of a provider that does not offer it. */
export function incapable(provider: string, command: string): CapabilityError {
  return cannot(provider, `rentals.${command}`, `does not offer ${command}() of rentals`)
}
