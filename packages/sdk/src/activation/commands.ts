import type { CapabilityError } from '../errors/access.ts'
import { cannot } from '../errors/cannot.ts'
import type { ReportReason } from '../provider/purchase.ts'
import type { ActivationSnapshot } from '../provider/snapshot.ts'
import { forbidden } from './forbidden.ts'
import { giveBack } from './give-back.ts'
import type { LiveActivation } from './live.ts'
import type { CancelOptions } from './options.ts'
import { sendOnce } from './send-once.ts'
import { isSettled } from './status.ts'

const CANCEL_ATTEMPTS = 3

export async function cancel(live: LiveActivation, { wait = true }: CancelOptions): Promise<ActivationSnapshot> {
  const { status } = live.snapshot
  if (isSettled(live.snapshot) && status !== 'cancelled') throw forbidden(live.snapshot, 'cancel')
  if (status === 'cancelled' || live.snapshot.messages.length > 0) return live.snapshot
  return giveBack(live, { attempts: CANCEL_ATTEMPTS, wait })
}

export async function complete(live: LiveActivation): Promise<ActivationSnapshot> {
  const { activations, traits } = live.host.provider
  const { status, messages } = live.snapshot
  if (status === 'completed' || traits.completion === 'implicit' || !activations.complete) return live.snapshot
  if (isSettled(live.snapshot) || messages.length === 0) throw forbidden(live.snapshot, 'complete')
  const send = activations.complete.bind(activations)
  await sendOnce(live, () => live.send(() => send(live.id, {})), 'completed')
  return live.snapshot
}

export async function retry(live: LiveActivation): Promise<void> {
  const { activations, traits } = live.host.provider
  const { status, canRetry } = live.snapshot
  if (status === 'retrying') return
  if (!activations.retry || traits.retry === false) throw incapable(live, 'retry')
  if (status !== 'received' || canRetry === false) throw forbidden(live.snapshot, 'retry')
  const send = activations.retry.bind(activations)
  await live.sendRetry(() => send(live.id, {})) // may cost: never repeated
}

export async function report(live: LiveActivation, reason: ReportReason): Promise<void> {
  const { activations } = live.host.provider
  if (live.snapshot.reason === 'reported') return
  if (!activations.report) throw incapable(live, 'report')
  if (isSettled(live.snapshot)) throw forbidden(live.snapshot, 'report')
  const send = activations.report.bind(activations)
  await sendOnce(live, () => live.send(() => send(live.id, reason, {})), 'cancelled')
}

function incapable({ host }: LiveActivation, command: string): CapabilityError {
  return cannot(host.provider.id, `activations.${command}`, `does not offer ${command}()`)
}
