import { createHandlerApiEmulator, type HandlerApiDialectName, serve } from '@onesms/sdk/testing'
import { EXIT } from '../exit.ts'
import { aborted, print, say, untilInterrupted } from '../output.ts'

export interface EmulateOptions {
  readonly port: number
  readonly dialect: HandlerApiDialectName
}

/** `onesms emulate handler-api`: a provider's look-alike on loopback, until Ctrl-C. No account, no money. */
export async function emulate({ port, dialect }: EmulateOptions): Promise<number> {
  const signal = untilInterrupted()
  const emulator = createHandlerApiEmulator({ dialect })
  const server = await serve(emulator, { port })
  try {
    const address = `${server.url}/stubs/handler_api.php`
    print(address)
    say(`Emulating ${dialect}. Try: curl '${address}?api_key=${emulator.apiKey}&action=getBalance'`)
    say(`Or: HERO_SMS_API_KEY=${emulator.apiKey} HERO_SMS_BASE_URL=${address} onesms sync services --once`)
    await aborted(signal)
    return EXIT.ok
  } finally {
    await server.close()
  }
}
