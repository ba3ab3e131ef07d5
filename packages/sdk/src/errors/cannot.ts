import { CapabilityError } from './access.ts'

/** What a provider does not offer. @param fact What it does not do, such as `rents no numbers`. */
export function cannot(provider: string, operation: string, fact: string): CapabilityError {
  return new CapabilityError(`${provider} ${fact}`, { provider, operation })
}
