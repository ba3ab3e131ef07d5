import { describe, expect, it } from 'vitest'
import { until } from '../../testing/until.ts'
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

  it('sells numbers, and time passes for them', async () => {
    const emulate = startOnesms(['emulate', 'handler-api', '--port', '0', '--dialect', 'classic'])
    await emulate.says(/Try: /)
    const ask = async (query: string) =>
      (await fetch(`${emulate.stdout.trim()}?api_key=emulator-key&action=${query}`)).text()
    const times: string[] = []
    await until('two purchases at different times', async () => {
      const { activationId, activationTime } = JSON.parse(await ask('getNumberV2&service=fast&country=187'))
      expect(await ask(`getStatus&id=${activationId}`)).toMatch(/^STATUS_OK:/)
      times.push(activationTime)
      return new Set(times).size > 1
    })
    expect(Date.parse(`${times[0]}+0300`)).toBeGreaterThan(Date.now() - 120_000)
    emulate.child.kill('SIGTERM')
    expect(await emulate.ended).toMatchObject({ code: 0, signal: null })
  })

  it('speaks as 5SIM does, and SMS come in real time', async () => {
    const emulate = startOnesms(['emulate', 'five-sim', '--port', '0'])
    await emulate.says(/Try: curl -H/)
    expect(emulate.stdout).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/v1\n$/)
    const headers = { authorization: 'Bearer emulator-key' }
    const ask = async (path: string) =>
      JSON.parse(await (await fetch(`${emulate.stdout.trim()}/user/${path}`, { headers })).text())
    expect(await ask('profile')).toMatchObject({ balance: 100 })
    const { id } = await ask('buy/activation/england/any/fast')
    expect(await ask(`check/${id}`)).toMatchObject({ status: 'RECEIVED', sms: [{ sender: 'Emulator' }] })
    emulate.child.kill('SIGTERM')
    expect(await emulate.ended).toMatchObject({ code: 0, signal: null })
  })

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
