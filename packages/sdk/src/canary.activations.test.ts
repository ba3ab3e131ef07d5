import { describe, expect, it } from 'vitest'
import { activationEvents, clientEvents, rentalEvents } from './__fixtures__/canary-calls.ts'
import { liveUnderFaults } from './__fixtures__/canary-faults.ts'
import { canaryHosts } from './__fixtures__/canary-hosts.ts'
import { keyOfSigns, tokenKey } from './__fixtures__/canary-keys.ts'
import { createStage } from './__fixtures__/canary-stage.ts'

const MAY_FAIL = [
  'activations.buy',
  'activations.get',
  'activations.list',
  'activation.waitForCode',
  'activation.waitForMessage',
  'activation.messages',
  'activation.refresh',
  'activation.retry',
  'activation.complete',
  'activation.cancel',
  'activation.report',
  'error.reconcile',
  'purchases.reconcile',
  'purchases.resolve',
]
/** Works only where a host lists its open numbers. */
const NEEDS_LIST = ['activations.list', 'error.reconcile']
/** Of rentals, calls and other forms of a purchase: of what no activation here asks for. */
const UNTOUCHED: ReadonlySet<string> = new Set([
  ...['sms-page-resent', 'sms-reordered', 'sms-repeated', 'no-inbox', 'no-hosting'],
  ...['webhook-repeated', 'webhook-late', 'webhook-lost', 'v2-json-to-v1'],
])
const FAULTS_OF_LISTS = ['list-lag', 'list-truncated', 'list-error', 'list-empty', 'list-naive-times']

const stage = createStage()
const CASES = [
  ...canaryHosts.map(host => ({ host, id: host.id, key: keyOfSigns() })),
  ...canaryHosts.flatMap(host =>
    host.id === 'five-sim' ? [{ host, id: `${host.id}, a token`, key: tokenKey() }] : [],
  ),
]

describe('G08 T01 canary over numbers and purchases', () => {
  it.each(CASES)(
    'every method and every fault of the emulator: $id',
    async ({ host, key }) => {
      const { kinds, worked, failed, idle } = await liveUnderFaults(stage, host, [key])
      const hasList = host.provider({ apiKey: key }).traits.openList !== null
      const untouched = kinds.filter(
        kind =>
          UNTOUCHED.has(kind) ||
          (!hasList && FAULTS_OF_LISTS.includes(kind)) ||
          (host.id === 'five-sim' && kind === 'service-first'), // it is of prices alone there
      )
      expect(idle).toEqual(new Set(untouched))
      expect(failed).toEqual(new Set(MAY_FAIL))
      expect([...failed].filter(method => !worked.has(method))).toEqual(hasList ? [] : NEEDS_LIST)
      const told = clientEvents.filter(event => !rentalEvents.includes(event))
      const heard = [...told, ...activationEvents.map(event => `activation ${event}`)]
      expect(heard.filter(event => !worked.has(event))).toEqual(hasList ? [] : ['purchase:look', 'purchase:orphan'])
    },
    120_000,
  )
})
