import { UnexpectedResponseError } from '../../errors/transport.ts'
import type { NumberSnapshot, RentalObservation, RentalSnapshot } from '../../provider/rental-snapshot.ts'
import type { ActivationObservation, ActivationSnapshot } from '../../provider/snapshot.ts'
import { withoutKey } from '../../provider/without-key.ts'
import type { Clock } from '../../utils/clock.ts'
import { type ParsedNumber, parseActivation } from '../../wire/activation.ts'
import type { CatalogParts } from './catalog.ts'
import { inCodes } from './codes.ts'

export interface NumberParts extends CatalogParts {
  readonly clock: Clock
  readonly redact: (text: string) => string
}

/** A number as this provider tells it, and whether it waits to be given back. */
export interface ReadNumber<S extends NumberSnapshot> {
  readonly snapshot: S
  readonly cancelRequestedAt: Date | null
}

type Kind = 'activation' | 'rental'
interface Snapshots {
  readonly activation: ActivationSnapshot
  readonly rental: RentalSnapshot
}

/** A number of that kind, and that id where one was asked for. */
export function readNumberOf<K extends Kind>(
  json: unknown,
  kind: K,
  id: string | null,
  parts: NumberParts,
): ReadNumber<Snapshots[K]> {
  const number = present(parseActivation(json), parts)
  if (id !== null && number.snapshot.id !== id) throw wrong('another number than was asked for')
  if (kindOf(number.snapshot) !== kind) throw wrong(`no ${kind}`)
  return number as ReadNumber<Snapshots[K]>
}

export const kindOf = (snapshot: NumberSnapshot): Kind => ('kind' in snapshot ? 'rental' : 'activation')

/** Its times are by the daemon's clock, and so is `providerTime`; `observedAt` is the same instant by ours. */
export function present(
  { snapshot, cancelRequestedAt, serverTime }: ParsedNumber,
  { clock, redact }: Pick<NumberParts, 'clock' | 'redact'>,
): ReadNumber<NumberSnapshot> {
  const age = Math.max(0, serverTime.getTime() - snapshot.observedAt.getTime())
  const seen = { observedAt: new Date(clock.now() - age), providerTime: new Date(serverTime.getTime() - age) }
  const told = { ...withoutKey(inCodes(snapshot), redact), ...seen }
  return { snapshot: told, cancelRequestedAt }
}

export function observationOf({ rounds: _, ...told }: ActivationSnapshot): ActivationObservation {
  return told
}

export function rentalObservationOf({ kind: _, ...told }: RentalSnapshot): RentalObservation {
  return told
}

function wrong(what: string): UnexpectedResponseError {
  return new UnexpectedResponseError(`the daemon answered with ${what}`, { reason: 'shape' })
}
