import { PassThrough } from 'node:stream'
import type { ClientEvents } from '@onesms/sdk'
import { describe, expect, it } from 'vitest'
import type { Account } from '../accounts/accounts.ts'
import { providerOf } from '../jobs/__fixtures__/made-provider.ts'
import { logFields } from '../observability/log-fields.ts'
import { logPurchases } from '../observability/log-purchases.ts'
import { logRequest } from '../observability/log-request.ts'
import type { FinishedRun } from '../scheduler/finished-run.ts'
import { openLog } from './log.ts'

const provider = providerOf(() => ({}))
const skipped: FinishedRun = {
  job: 'services',
  provider,
  id: null,
  phase: null,
  result: { status: 'skipped', reason: 'another process is at it' },
}
const failed: FinishedRun = {
  job: 'services',
  provider,
  id: 12,
  phase: 'reading',
  result: { status: 'failed', reason: 'no answer', requests: 1, bytes: 0, rowsRead: 0, rowsWritten: 0, details: {} },
}

function open() {
  const stream = new PassThrough()
  return {
    ...openLog({ format: 'json', level: 'debug', stream }),
    lines: () =>
      String(stream.read() ?? '')
        .split('\n')
        .slice(0, -1)
        .map(line => JSON.parse(line) as Record<string, unknown>),
  }
}

/** An account whose client tells what the test says. */
function account() {
  const listeners = new Map<string, (event: unknown) => void>()
  const client = { on: (name: string, listener: (event: unknown) => void) => void listeners.set(name, listener) }
  return {
    account: { id: 'made-up', provider, client } as unknown as Account,
    tell: (name: keyof ClientEvents, event: unknown) => listeners.get(name)?.(event),
  }
}

const intent = { id: '8c6f', state: 'orphan' }
const number = { phone: '+447911123456' }

describe('the lines of a daemon', () => {
  it('name the run that they are about, and how far it came', () => {
    const { onRun, lines } = open()
    onRun(failed)
    onRun(skipped)
    const of = { provider: 'made-up', action: 'services' }
    const [first, second] = lines()
    expect(first).toMatchObject({ level: 'warn', ...of, run_id: 12, phase: 'reading', result: 'failed' })
    expect(second).toMatchObject({ level: 'info', ...of, result: 'skipped' })
    expect(second).not.toHaveProperty('run_id')
    expect(second).not.toHaveProperty('phase')
  })

  it('T33 name a number by its last three digits, and one whose phone was removed not at all', () => {
    const { log, lines } = open()
    const { account: shop, tell } = account()
    logPurchases(log, shop)
    tell('purchase:orphan', { intent, snapshot: number })
    tell('purchase:resolved', { intent: { ...intent, state: 'confirmed' }, snapshot: number })
    tell('purchase:resolved', { intent: { ...intent, state: 'not_purchased' }, snapshot: null })
    tell('purchase:orphan', { intent, snapshot: { phone: '' } })
    const told = lines()
    expect(told.map(line => line['phone_masked'])).toEqual(['…456', '…456', undefined, undefined])
    expect(told.map(line => line['intent_id'])).toEqual(['8c6f', '8c6f', '8c6f', '8c6f'])
    expect(JSON.stringify(told)).not.toContain('7911')
  })

  it('use each field there is', () => {
    const { log, lines, onRun, onError } = open()
    const { account: shop, tell } = account()
    logPurchases(log, shop)
    onRun(failed)
    logRequest(log, { request_id: 'r', method: 'GET', route: '/livez', status: 200, duration_ms: 1 })
    tell('purchase:orphan', { intent, snapshot: number })
    onError(Object.assign(new Error('in use'), { code: 'EADDRINUSE' }))
    const used = new Set(lines().flatMap(line => Object.keys(line)))
    expect([...used].sort()).toEqual(['time', 'level', 'msg', ...logFields].sort())
  })
})
