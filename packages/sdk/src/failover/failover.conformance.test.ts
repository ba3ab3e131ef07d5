import { describe, it } from 'vitest'
import { emulatorOf } from '../__fixtures__/conformance.ts'
import { addAmounts } from '../money/convert.ts'
import type { HandlerApiOptions } from '../protocols/handler-api/handler-api.ts'
import type { Provider } from '../provider/provider.ts'
import { heroSms } from '../providers/hero-sms/index.ts'
import { tigerSms } from '../providers/tiger-sms/index.ts'
import {
  describeProvider,
  type EmulatedVendor,
  type HandlerApiDialectName,
  type ProviderSuite,
} from '../testing/index.ts'
import { failover } from './failover.ts'

interface MemberKind {
  readonly id: string
  readonly create: (options: HandlerApiOptions) => Provider
  readonly dialect: HandlerApiDialectName
}

const hero = { id: 'hero-sms', create: heroSms, dialect: 'hero-sms' } as const
const secondHero = { ...hero, id: 'hero-sms-eu' }
const tiger = { id: 'tiger-sms', create: tigerSms, dialect: 'tiger-sms' } as const

/** Two accounts behind one provider, each at a port of its own. */
function suiteOf(name: string, kinds: readonly [MemberKind, MemberKind]): ProviderSuite {
  return {
    name,
    describe,
    it,
    create({ fetch, apiKey, clock }) {
      const [first, second] = kinds.map(({ id, create }, index) => {
        const baseUrl = `http://127.0.0.1:${index + 1}/stubs/handler_api.php`
        return create({ id, fetch, apiKey, baseUrl, requestsPerSecond: 10_000 })
      })
      if (!first || !second) throw new Error('two members')
      return failover([first, second], { clock })
    },
    emulator(wishes) {
      const vendors = kinds.map(({ dialect }) => emulatorOf(dialect, wishes))
      const at = (index: number): EmulatedVendor => vendors[index] ?? vendors[0] ?? emulatorOf('hero-sms', wishes)
      return {
        fetch: (input, init) => {
          const request = new Request(input, init)
          return at(Number(new URL(request.url).port) - 1).fetch(request)
        },
        ledger: {
          get balance() {
            return addAmounts(vendors.map(({ ledger }) => ledger.balance))
          },
          activations: () => vendors.flatMap(({ ledger }) => ledger.activations()),
          rentals: () => vendors.flatMap(({ ledger }) => ledger.rentals?.() ?? []),
        },
        sms: (id, message) => at(kinds.findIndex(kind => id.startsWith(`${kind.id}:`))).sms(id, message),
        webhook: async () => (await vendors[0]?.webhook?.()) ?? new Request('https://receiver.test'),
      }
    },
    sells: { service: 'telegram', country: 'US' },
    soldOut: { service: 'whatsapp', country: 'US' },
    rents: { service: 'telegram', country: 'GB', duration: { hours: 24 } },
  }
}

describeProvider(suiteOf('failover over two hosts', [hero, tiger]))
describeProvider(suiteOf('failover over two accounts that rent', [hero, secondHero]))
