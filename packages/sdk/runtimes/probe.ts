import { createClient, OneSmsError } from '@onesms/sdk'
import { heroSms } from '@onesms/sdk/providers/hero-sms'

/** What one runtime did with a purchase whose connection is reset after the host has read it. */
export interface ProbeReport {
  /** Codes of the errors that the purchases ended with. */
  readonly codes: readonly string[]
}

/**
 * Reads, so that a connection is kept alive, then buys on a host that resets: ten times over. The host counts what arrives.
 * Each purchase is of another service, so that none waits for the one before.
 */
export async function probe(baseUrl: string, apiKey: string): Promise<ProbeReport> {
  const provider = heroSms({ apiKey, baseUrl, requestsPerSecond: 1_000 })
  const codes: string[] = []
  for (let round = 0; round < 10; round += 1) {
    const client = createClient({ provider })
    await client.account.balance()
    const code = await client.activations.buy({ service: { nativeId: `s${'abcdefghij'[round]}` }, country: 'GB' }).then(
      () => 'bought',
      (error: unknown) => (OneSmsError.is(error) ? error.code : `${error}`),
    )
    codes.push(code)
  }
  return { codes }
}
