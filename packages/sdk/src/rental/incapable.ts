import { CapabilityError } from '../errors/access.ts'

/** What is asked of a provider that does not offer it. */
export function incapable(provider: string, command: string): CapabilityError {
  return new CapabilityError(`${provider} does not offer ${command}() of rentals`, {
    provider,
    operation: `rentals.${command}`,
  })
}
