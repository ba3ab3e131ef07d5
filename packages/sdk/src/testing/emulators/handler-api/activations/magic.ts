import { type Script, silence } from './script.ts'

/** A service that always does the same, for tests against the emulator. */
export interface MagicService {
  readonly code: string
  readonly name: string
  /** Numbers in each country. */
  readonly stock: number
  readonly script: Script
  /** The fault that takes every purchase of it. */
  readonly fault?: 'commit-then-cut' | 'commit-late'
}

/** What one number of each costs, in dollars. */
export const MAGIC_PRICE = '0.1'

const PLENTY = 1_000_000

const smsAfter = (...delays: readonly number[]): Script => ({
  bought: () => delays.map(after => ({ after, sms: {} })),
  again: () => [{ after: delays[0] ?? 0, sms: {} }],
})

/** Codes no host has: where it has codes of four letters, it has not these. */
export const magicServices: readonly MagicService[] = [
  { code: 'fast', name: 'Emulated: SMS at once', stock: PLENTY, script: smsAfter(0) },
  { code: 'slow', name: 'Emulated: SMS after 10 seconds', stock: PLENTY, script: smsAfter(10_000) },
  { code: 'mute', name: 'Emulated: never an SMS', stock: PLENTY, script: silence },
  { code: 'sold', name: 'Emulated: out of stock', stock: 0, script: silence },
  {
    code: 'lost',
    name: 'Emulated: charged, answer lost',
    stock: PLENTY,
    script: smsAfter(10_000),
    fault: 'commit-then-cut',
  },
  {
    code: 'late',
    name: 'Emulated: answer lost, charged 20 seconds later',
    stock: PLENTY,
    script: smsAfter(10_000),
    fault: 'commit-late',
  },
  { code: 'twin', name: 'Emulated: two SMS, after 5 and 15 seconds', stock: PLENTY, script: smsAfter(5_000, 15_000) },
  {
    code: 'text',
    name: 'Emulated: SMS without a code',
    stock: PLENTY,
    script: { bought: () => [{ after: 5_000, sms: { code: null } }], again: () => [{ after: 5_000, sms: {} }] },
  },
  {
    code: 'gone',
    name: 'Emulated: cancelled by the provider after 10 seconds',
    stock: PLENTY,
    script: { bought: () => [{ after: 10_000, cancel: true }], again: () => [] },
  },
]

const byCode = new Map(magicServices.map(service => [service.code, service]))

export const magicOf = (code: string): MagicService | undefined => byCode.get(code)
