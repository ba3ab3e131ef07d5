import { describe, expect, it } from 'vitest'
import { startOnesms } from '../__fixtures__/onesms.ts'

describe('onesms emulate', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'prints its address alone, answers there, and ends with 0 on %s',
    async name => {
      const emulate = startOnesms(['emulate', 'handler-api', '--port', '0', '--dialect', 'classic'])
      await emulate.says(/Try: /)
      expect(emulate.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/stubs\/handler_api\.php\n$/)
      const address = emulate.stdout.trim()
      const answer = await fetch(`${address}?api_key=emulator-key&action=getBalance`)
      expect(await answer.text()).toBe('ACCESS_BALANCE:100.0000')
      emulate.child.kill(name)
      expect(await emulate.ended).toMatchObject({ code: 0, signal: null, stdout: `${address}\n` })
    },
  )

  it('goes on when nobody reads along any more', async () => {
    const emulate = startOnesms(['emulate', 'handler-api', '--port', '0'])
    emulate.child.stdout?.destroy()
    await emulate.says(/Try: /)
    const [, address] = /curl '(http[^?]+)/.exec(emulate.stderr) ?? []
    expect((await fetch(`${address}?api_key=emulator-key&action=getBalance`)).status).toBe(200)
    emulate.child.kill('SIGTERM')
    expect(await emulate.ended).toMatchObject({ code: 0, signal: null })
  })
})
