import type { ActivationSnapshot, ObservedMessage, SmsMessage } from './snapshot.ts'

interface Words {
  readonly service?: ActivationSnapshot['service']
  readonly country?: ActivationSnapshot['country']
  readonly operator?: ActivationSnapshot['operator']
  readonly messages?: readonly ObservedMessage[]
}

/**
 * What a host says of a number in words of its own, without the key: it may have put our own request there. The number's id,
 * its phone and price are digits that were read as such, and stay as they are.
 */
export function withoutKey<T extends Words>(told: T, redact: (text: string) => string): T {
  const { service, country, operator, messages } = told
  const named = <N extends { readonly nativeId: string; readonly name: string }>(thing: N): N => ({
    ...thing,
    nativeId: redact(thing.nativeId),
    name: redact(thing.name),
  })
  return {
    ...told,
    ...(service && { service: named(service) }),
    ...(country && { country: named(country) }),
    ...(operator && { operator: named(operator) }),
    ...(messages && { messages: messages.map(message => withoutKeyInMessage(message, redact)) }),
  }
}

function withoutKeyInMessage<M extends ObservedMessage | SmsMessage>(message: M, redact: (text: string) => string): M {
  const { id, code, text, sender } = message
  const clean = (words: string | null) => words && redact(words)
  return { ...message, id: clean(id), code: clean(code), text: clean(text), sender: clean(sender) }
}
