import { describe, expect, it } from 'vitest'
import { createLog } from './log.ts'
import type { LogFields } from './log-fields.ts'
import type { LogFormat, LogLevel } from './log-format.ts'

const NOW = '2026-01-02T03:04:05.678Z'

function written(format: LogFormat = 'json', level: LogLevel = 'debug') {
  const lines: string[] = []
  const sink = { write: (line: string) => void lines.push(line), dropped: 0 }
  return { lines, log: createLog({ sink, format, level, now: () => new Date(NOW) }) }
}

describe('a log', () => {
  it('writes a line of JSON with the time, the level, the message and the fields', () => {
    const { log, lines } = written()
    log
      .with({ provider: 'hero-sms', run_id: 7 })
      .warn('It failed.', { action: 'services', code: 'rate_limit', http_status: 429 })
    expect(lines.map(line => JSON.parse(line))).toEqual([
      {
        level: 'warn',
        time: NOW,
        run_id: 7,
        provider: 'hero-sms',
        action: 'services',
        code: 'rate_limit',
        http_status: 429,
        msg: 'It failed.',
      },
    ])
    expect(lines[0]).toMatch(/^[^\n]+\n$/)
  })

  it('writes words for people', () => {
    const { log, lines } = written('text')
    log.info('hero-sms services succeeded', { provider: 'hero-sms' })
    expect(lines).toEqual([`${NOW} hero-sms services succeeded\n`])
  })

  it('leaves out what is less than its level', () => {
    const { log, lines } = written('text', 'warn')
    log.debug('a')
    log.info('b')
    log.warn('c')
    log.error('d')
    expect(lines.map(line => line.trim().at(-1))).toEqual(['c', 'd'])
  })

  it('writes no field but those there are, and no value of another kind', () => {
    const { log, lines } = written()
    log.info('bought', {
      api_key: 'canary',
      text: 'canary',
      url: 'https://canary.test',
      run_id: 'canary',
      provider: { key: 'canary' },
      duration_ms: Number.NaN,
      result: 'confirmed',
    } as unknown as LogFields)
    expect(JSON.parse(lines[0] ?? '')).toEqual({ level: 'info', time: NOW, result: 'confirmed', msg: 'bought' })
  })

  it('T33 keeps three digits of a phone, wherever it stands', () => {
    const { log, lines } = written()
    log.info('+447911123456 rang 447911123456, or +44 7911 123-456', {
      phone_masked: '+447911123456',
      result: '447911123456',
    })
    expect(lines[0]).not.toMatch(/447911|7911/)
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      msg: '…456 rang …456, or …456',
      phone_masked: '…456',
      result: '…456',
    })
  })

  const PAYLOADS: readonly (readonly [string, string])[] = [
    ['a second line', 'a\n{"level":"error","msg":"forged"}'],
    ['a carriage return', 'a\rforged'],
    ['a colour of the terminal', 'a\u001b[31mred\u001b[0m'],
    ['a title of the terminal', 'a\u001b]0;title\u0007'],
    ['a C1 sequence', 'a\u009b31mred'],
    ['a bidi override', 'a\u202egnp.exe'],
    ['a bidi isolate', 'a\u2066b\u2069'],
    ['line separators of Unicode', 'a\u2028b\u2029c\u0085d'],
    ['a NUL', 'a\0b'],
    ['half a character', 'a\ud800b'],
    ['signs of no width', 'a\u200bb\ufeffc'],
    ['delete', 'a\u007fb'],
  ]
  describe.each(['json', 'text'] as const)('as %s', format => {
    it.each(PAYLOADS)('T32 stays one line that steers nothing, with %s', (_, payload) => {
      const { log, lines } = written(format)
      log.info(payload, { result: payload, request_id: payload })
      expect(lines).toHaveLength(1)
      const line = (lines[0] ?? '').replace(/\n$/, '')
      expect(line).not.toMatch(
        // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
        /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u,
      )
      if (format === 'json') expect(JSON.parse(line).msg).toMatch(/^a/)
    })
  })
})
