import type { ActivationSnapshot, ObservedMessage, SmsMessage } from '../../provider/snapshot.ts'

interface Words {
  readonly operator?: ActivationSnapshot['operator']
  readonly messages?: readonly ObservedMessage[]
}

/**
 * What a host says of a number in words of its own, without the key: it may have put our own request there. Ids, phones and
 * prices are digits that were read as such, and stay as they are.
 */
export function withoutKey<T extends Words>(told: T, redact: (text: string) => string): T {
  const { operator, messages } = told
  if (!operator && !messages?.length) return told
  return {
    ...told,
    ...(operator && { operator: { nativeId: redact(operator.nativeId), name: redact(operator.name) } }),
    ...(messages && { messages: messages.map(message => withoutKeyInMessage(message, redact)) }),
  }
}

function withoutKeyInMessage<M extends ObservedMessage | SmsMessage>(message: M, redact: (text: string) => string): M {
  const { id, code, text, sender } = message
  const clean = (words: string | null) => words && redact(words)
  return { ...message, id: clean(id), code: clean(code), text: clean(text), sender: clean(sender) }
}
