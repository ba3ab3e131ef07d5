import {
  createFiveSimEmulator,
  createHandlerApiEmulator,
  FakeClock,
  type HandlerApiDialectName,
  keepTime,
  serve,
} from '@onesms/sdk/testing'
import { EXIT } from '../exit.ts'
import { aborted, print, say, untilInterrupted } from '../output.ts'

export interface EmulateOptions {
  readonly port: number
  /** Whose habits, where the protocol has several hosts. */
  readonly dialect: HandlerApiDialectName
}

/**
 * `onesms emulate <protocol>`: a provider's look-alike on loopback, until Ctrl-C. It sells numbers for no money, and SMS
 * come to them in real time.
 */
export async function emulate(
  protocol: 'handler-api' | 'five-sim',
  { port, dialect }: EmulateOptions,
): Promise<number> {
  const signal = untilInterrupted()
  const options = { clock: new FakeClock(Date.now()), magicServices: true }
  const { emulator, path, tell } = protocol === 'five-sim' ? fiveSim(options) : handlerApi({ ...options, dialect })
  const server = await serve(emulator, { port })
  try {
    const address = `${server.url}${path}`
    print(address)
    for (const line of tell(address)) say(line)
    await Promise.all([keepTime(emulator.clock, signal), aborted(signal)])
    return EXIT.ok
  } finally {
    await server.close()
  }
}

interface Common {
  readonly clock: FakeClock
  readonly magicServices: boolean
}

const MAGIC = 'fast, slow, mute, sold, lost, late, twin, text and gone do as they are called'

function handlerApi(options: Common & { readonly dialect: HandlerApiDialectName }) {
  const emulator = createHandlerApiEmulator(options)
  return {
    emulator,
    path: '/stubs/handler_api.php',
    tell: (address: string) => [
      `Emulating ${options.dialect}. Try: curl '${address}?api_key=${emulator.apiKey}&action=getBalance'`,
      `Or: HERO_SMS_API_KEY=${emulator.apiKey} HERO_SMS_BASE_URL=${address} onesms sync services --once`,
      `Services ${MAGIC}: see getServicesList.`,
    ],
  }
}

function fiveSim(options: Common) {
  const emulator = createFiveSimEmulator(options)
  return {
    emulator,
    path: '/v1',
    tell: (address: string) => [
      `Emulating 5SIM. Try: curl -H 'Authorization: Bearer ${emulator.apiKey}' ${address}/user/profile`,
      `Or: FIVE_SIM_API_KEY=${emulator.apiKey} FIVE_SIM_BASE_URL=${address} onesms sync services --once`,
      `Products ${MAGIC}: see ${address}/guest/products/any/any.`,
    ],
  }
}
