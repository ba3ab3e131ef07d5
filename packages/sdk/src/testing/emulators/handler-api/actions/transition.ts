import type { Reply } from '../../reply.ts'
import { type Activation, isOpen } from '../activations/activation.ts'
import type { Action } from '../dialect.ts'
import { REFUNDED_FOR } from '../rentals/terms.ts'
import type { Scene } from '../scene.ts'

/** What the owner of an activation may ask for. */
export type Wish = 'ready' | 'retry' | 'complete' | 'cancel'

/** A host's answers to such a wish. */
export interface TransitionWords {
  readonly done: Readonly<Record<Wish, Reply>>
  readonly malformedId: Reply
  readonly unknownId: Reply
  /** A wish the host does not know, or not in this state. */
  readonly badStatus: Reply
  readonly tooEarly: Reply
  readonly ended: Reply
  /** Giving back a rental whose time for that is over; only where the host rents out. */
  readonly refundOver?: Reply
  /** Cancelling what has received an SMS. */
  codeArrived(activation: Activation): Reply
}

/** The host's `cancelAfter`, in milliseconds. */
interface Grace {
  readonly cancelAfter: number
}

/** `setStatus`: `wishes` says what each value of `status` asks for at this host. */
export function setStatus(wishes: ReadonlyMap<string, Wish>, words: TransitionWords, grace: Grace): Action {
  return (scene, query) => transit(scene, query.get('id'), wishes.get(query.get('status') ?? ''), words, grace)
}

/** An action of its own for one wish. */
export function transition(wish: Wish, words: TransitionWords, grace: Grace): Action {
  return (scene, query) => transit(scene, query.get('id'), wish, words, grace)
}

function transit(
  { desk }: Scene,
  id: string | null,
  wish: Wish | undefined,
  words: TransitionWords,
  { cancelAfter }: Grace,
): Reply {
  if (!/^\d+$/.test(id ?? '')) return words.malformedId
  const activation = desk.find(id ?? '')
  if (!activation) return words.unknownId
  if (wish === undefined) return words.badStatus
  const verdict = judge(activation, wish, desk.ageOf(activation), cancelAfter)
  switch (verdict) {
    case 'codeArrived': {
      const reply = words.codeArrived(activation)
      desk.tell(activation.id)
      return reply
    }
    case 'badStatus':
    case 'tooEarly':
    case 'ended':
      return words[verdict]
    case 'refundOver':
      return words.refundOver ?? words.badStatus
    case 'ready':
      return words.done.ready
    default:
      desk[verdict](activation.id)
      return words.done[verdict]
  }
}

/** What becomes of a wish, by the table of the protocol's description. */
function judge(
  activation: Activation,
  wish: Wish,
  age: number,
  cancelAfter: number,
): Wish | 'badStatus' | 'refundOver' | 'tooEarly' | 'ended' | 'codeArrived' {
  if (!isOpen(activation)) return 'ended'
  const waiting = activation.state === 'waiting'
  const isRental = activation.rental !== null
  switch (wish) {
    case 'ready':
      return waiting ? 'ready' : 'badStatus'
    case 'retry':
      return activation.state === 'received' && activation.canGetAnotherSms && !isRental ? 'retry' : 'badStatus'
    case 'complete':
      return waiting && !isRental ? 'badStatus' : 'complete'
    case 'cancel':
      if (!waiting) return 'codeArrived'
      if (isRental && age > REFUNDED_FOR) return 'refundOver'
      return age < cancelAfter ? 'tooEarly' : 'cancel'
  }
}
