import { createHandlerApiEmulator, FakeClock, type HandlerApiDialectName, keepTime, serve } from '@onesms/sdk/testing'
import { EXIT } from '../exit.ts'
import { aborted, print, say, untilInterrupted } from '../output.ts'

export interface EmulateOptions {
  readonly port: number
  readonly dialect: HandlerApiDialectName
}

/**
 * `onesms emulate handler-api`: a provider's look-alike on loopback, until Ctrl-C. It sells numbers for no money, and SMS
 * come to them in real time.
 */
export async function emulate({ port, dialect }: EmulateOptions): Promise<number> {
  const signal = untilInterrupted()
  const emulator = createHandlerApiEmulator({ dialect, clock: new FakeClock(Date.now()), magicServices: true })
  const server = await serve(emulator, { port })
  try {
    const address = `${server.url}/stubs/handler_api.php`
    print(address)
    say(`Emulating ${dialect}. Try: curl '${address}?api_key=${emulator.apiKey}&action=getBalance'`)
    say(`Or: HERO_SMS_API_KEY=${emulator.apiKey} HERO_SMS_BASE_URL=${address} onesms sync services --once`)
    say('Services fast, slow, mute, sold, lost, late, twin, text and gone do as they are called: see getServicesList.')
    await Promise.all([keepTime(emulator.clock, signal), aborted(signal)])
    return EXIT.ok
  } finally {
    await server.close()
  }
}
