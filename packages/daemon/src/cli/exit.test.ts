import { AuthenticationError, ConfigurationError } from '@onesms/sdk'
import { describe, expect, it } from 'vitest'
import { ConfigError } from '../config/config-error.ts'
import { SchemaError } from '../db/migrate.ts'
import { reportOf } from './exit.ts'

const withCode = (code: string, more: object = {}) => Object.assign(new Error('details'), { code, ...more })

describe('reportOf', () => {
  it.each<[string, unknown, readonly string[], number]>([
    ['every mistake of a configuration', new ConfigError(['a: one', 'b: two']), ['a: one', 'b: two'], 2],
    ['an option that is wrong', new ConfigurationError('no', { hint: 'Do this.' }), ['no', 'Do this.'], 2],
    ['a provider that refuses', new AuthenticationError('no'), ['no'], 1],
    ['a schema to be migrated', new SchemaError('old\nRun: onesms migrate'), ['old', 'Run: onesms migrate'], 1],
    ['a schema that is newer', new SchemaError('new', { isNewer: true }), ['new'], 78],
    ['anything else', new Error('first\nsecond'), ['first', 'second'], 1],
    ['an error without words', new TypeError(), ['TypeError'], 1],
    ['what is no error', 'a string', ['a string'], 1],
    ['a file that is missing', withCode('ENOENT', { syscall: 'open' }), ['details'], 1],
  ])('says %s in words, without a stack', (_, error, lines, code) => {
    expect(reportOf(error)).toEqual({ lines, code })
  })

  it.each(['28P01', '28000', '3D000'])('says what the database refuses: %s', code => {
    const { lines } = reportOf(withCode(code))
    expect(lines).toEqual([expect.stringMatching(/^The database refuses: /), 'Check DATABASE_URL.'])
  })

  it.each([
    withCode('ECONNREFUSED'),
    withCode('CONNECT_TIMEOUT'),
    withCode('53300'),
    withCode('57P03'),
    withCode('ENOENT', { syscall: 'connect' }),
    Object.assign(new AggregateError([new Error('::1'), new Error('127.0.0.1')]), { code: 'ECONNREFUSED' }),
  ])('says that the database cannot be reached: $code', error => {
    const { lines, code } = reportOf(error)
    expect(lines).toEqual([
      `The database cannot be reached (${(error as Error & { code: string }).code}).`,
      expect.stringContaining('DATABASE_URL'),
    ])
    expect(code).toBe(1)
  })
})
