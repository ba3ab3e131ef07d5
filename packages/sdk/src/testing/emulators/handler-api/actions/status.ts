import { json, type Reply, text } from '../../reply.ts'
import { type Activation, codeOf, isOpen } from '../activations/activation.ts'
import type { Action } from '../dialect.ts'
import type { Scene } from '../scene.ts'

/** An action about one activation, found by its `id`. */
export function aboutOne(
  words: { readonly malformedId: Reply; readonly unknownId: Reply },
  answer: (activation: Activation, scene: Scene, query: URLSearchParams) => Reply,
): Action {
  return (scene, query) => {
    const id = query.get('id') ?? ''
    if (!/^\d+$/.test(id)) return words.malformedId
    const activation = scene.desk.find(id)
    if (!activation) return words.unknownId
    const reply = answer(activation, scene, query)
    scene.desk.tell(activation.id)
    return reply
  }
}

const CLOSED = text('STATUS_CANCEL')

/** `STATUS_WAIT_CODE`, `STATUS_OK:<code>`, `STATUS_WAIT_RETRY:<old code>`, and `STATUS_CANCEL` for every end. */
export function statusWord(activation: Activation): Reply {
  if (!isOpen(activation)) return CLOSED
  if (activation.state === 'waiting') return text('STATUS_WAIT_CODE')
  const last = activation.sms.at(-1)
  const code = last ? codeOf(last) : ''
  return text(activation.state === 'retrying' ? `STATUS_WAIT_RETRY:${code}` : `STATUS_OK:${code}`)
}

/** `FULL_SMS:<text>` of the last SMS. */
export function fullSms(activation: Activation): Reply {
  if (!isOpen(activation)) return CLOSED
  const last = activation.sms.at(-1)
  return text(last && activation.state === 'received' ? `FULL_SMS:${last.text}` : 'STATUS_WAIT_CODE')
}

/** `{"verificationType":0,"sms":{…}}` as SMS-Activate and Tiger SMS write it, which number different things in it. */
export function statusObject(
  activation: Activation,
  time: (at: number) => string,
  verificationType: (arrived: boolean) => number,
): Reply {
  const last = activation.state === 'received' ? activation.sms.at(-1) : undefined
  const sms = last ? { dateTime: time(last.at), code: last.code, text: last.text } : null
  return json({ verificationType: verificationType(last !== undefined), sms })
}
