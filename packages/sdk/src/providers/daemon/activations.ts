import * as z from 'zod/mini'
import { TooEarlyToCancelError } from '../../errors/activation.ts'
import type { ActivationsFacet } from '../../provider/activations.ts'
import { beforeSending } from '../../provider/before-sending.ts'
import type { CallOptions } from '../../provider/call-options.ts'
import type { NumberSnapshot } from '../../provider/rental-snapshot.ts'
import type { ActivationObservation } from '../../provider/snapshot.ts'
import { number } from '../../wire/activation.ts'
import { kindOf, type NumberParts, observationOf, present, type ReadNumber, readNumberOf } from './numbers.ts'
import { ownId } from './own-id.ts'
import { readAll } from './pages.ts'
import { place } from './placing.ts'
import { wishOf } from './targets.ts'

/** Every command about numbers of short use. */
export type ActivationCommands = Required<Omit<ActivationsFacet, 'targets' | 'stream'>>

export function createActivations(parts: NumberParts): ActivationCommands {
  const { line, provider } = parts

  const command = async (verb: string, id: string, call: CallOptions, body?: Readonly<Record<string, unknown>>) => {
    const operation = `activations.${verb}`
    const own = ownId(id, parts, operation)
    const read = (json: unknown, status: number) => {
      const number = readNumberOf(json, 'activation', own, parts)
      return status === 202 ? tooEarly(number, { provider, operation }) : observationOf(number.snapshot)
    }
    const path = ['activations', own, verb]
    return unlessTooEarly(await line.change({ operation, path, size: 'number', read, ...(body && { body }) }, call))
  }

  const list = (call: CallOptions) => readOpen(parts, 'activation', call)

  return {
    purchase: async (order, call) => {
      const operation = 'activations.purchase'
      const body = beforeSending(() => wishOf(order, parts, operation), provider, operation)
      return place(parts, { kind: 'activation', operation, path: ['activations'], body }, order, call)
    },
    fetch: async (id, call) => {
      const operation = 'activations.fetch'
      const own = ownId(id, parts, operation)
      const read = (json: unknown) => observationOf(readNumberOf(json, 'activation', own, parts).snapshot)
      return line.send({ operation, path: ['activations', own], size: 'number', read }, call)
    },
    fetchMany: async (ids, call) => {
      const open = new Map((await list(call)).map(snapshot => [snapshot.id, snapshot]))
      return new Map(
        ids.flatMap((id): [string, ActivationObservation][] => {
          const snapshot = open.get(id)
          return snapshot ? [[id, observationOf(snapshot)]] : []
        }),
      )
    },
    list,
    cancel: (id, call) => command('cancel', id, call),
    complete: (id, call) => command('complete', id, call),
    retry: (id, call) => command('retry', id, call),
    report: (id, reason, call) => command('report', id, call, { reason }),
  }
}

/** Every open number of one kind. */
export async function readOpen<K extends 'activation' | 'rental'>(
  parts: NumberParts,
  kind: K,
  call: CallOptions,
): Promise<readonly ReturnType<typeof readNumberOf<K>>['snapshot'][]> {
  const { line, only } = parts
  const query = { open: 'true', limit: '1000', ...(only !== null && { provider: only }) }
  const row = z.pipe(
    number,
    z.transform(told => present(told, parts).snapshot),
  )
  const rows = await readAll(line, { operation: `${kind}s.list`, path: [`${kind}s`], query, row }, call)
  return rows.filter(snapshot => kindOf(snapshot) === kind) as never // by the line above
}

/** The daemon gives it back by itself, once it can; whoever waits for that asks again. */
export function tooEarly(
  { snapshot }: ReadNumber<NumberSnapshot>,
  where: { readonly provider: string; readonly operation: string },
): TooEarlyToCancelError {
  return new TooEarlyToCancelError(`${snapshot.id} is given back as soon as its provider takes it`, {
    ...where,
    cancellableAt: snapshot.cancellableAt,
  })
}

export function unlessTooEarly<T>(answer: T | TooEarlyToCancelError): T {
  if (answer instanceof TooEarlyToCancelError) throw answer
  return answer
}
