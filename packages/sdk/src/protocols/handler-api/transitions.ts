import { InvalidTransitionError } from '../../errors/activation.ts'
import { textOf } from '../../http/host-answer.ts'
import type { Answer } from './api.ts'
import { toError } from './errors.ts'
import { readReply } from './reply.ts'
import { unexpectedShape } from './unexpected.ts'
import { kindOf } from './words.ts'

/** What is asked of an activation: the number it has in `setStatus`, and the word that grants it. */
export const TRANSITIONS = {
  retry: { status: '3', granted: 'ACCESS_RETRY_GET' },
  complete: { status: '6', granted: 'ACCESS_ACTIVATION' },
  cancel: { status: '8', granted: 'ACCESS_CANCEL' },
} as const

export type Transition = keyof typeof TRANSITIONS

const READY = 'ACCESS_READY'
const NO_CONTENT = 204

/** Reads the answer to `setStatus`: `granted`, or `ended` where the activation had ended before, however it had. */
export const readTransition =
  (transition: Transition) =>
  (answer: Answer): 'granted' | 'ended' => {
    const { granted } = TRANSITIONS[transition]
    const text = textOf(answer)
    if (answer.status === NO_CONTENT && text === '') return 'granted'
    const reply = readReply(text, [granted, READY, 'STATUS_CANCEL'])
    if (reply.kind === 'error' && kindOf(reply) === 'ended') return 'ended'
    if (reply.kind === 'error' || reply.kind === 'unreadable') throw toError(reply, answer)
    if (reply.kind === 'token' && reply.token === granted) return 'granted'
    if (reply.kind === 'token' && reply.token === 'STATUS_CANCEL') return 'ended'
    // DaisySMS says so when a code has come and the number is not taken back any more.
    if (reply.kind === 'token' && transition === 'cancel') {
      const { provider, operation } = answer
      throw new InvalidTransitionError(`${provider} answered ${READY} to a cancellation`, { provider, operation })
    }
    throw unexpectedShape(`without ${granted}`, answer)
  }
