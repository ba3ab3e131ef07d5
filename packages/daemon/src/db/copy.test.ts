import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTestDatabase, type TestDatabase } from '../testing/database.ts'
import { connect, type Pool } from './connect.ts'
import { copyLines } from './copy.ts'
import { begin } from './transaction.ts'

let server: TestDatabase
let sql: Pool
beforeAll(async () => {
  server = await createTestDatabase()
  sql = connect({ url: server.url, max: 1 })
})
afterAll(async () => {
  await sql?.end({ timeout: 1 })
  await server?.drop()
})

const copy = (lines: readonly string[]) =>
  begin(sql, async tx => {
    await tx`create temporary table numbers (number numeric(4, 2)) on commit drop`
    await copyLines(tx`copy pg_temp.numbers (number) from stdin`, lines)
    const [row] = await tx<{ sum: string }[]>`select sum(number) from pg_temp.numbers`
    return row?.sum
  })

describe('copyLines', () => {
  it('sends lines', async () => {
    expect(await copy(['1\n2\n', '3.5\n'])).toBe('6.50')
    expect(await copy([])).toBeNull()
  })

  it.each([
    ['in the first line', ['x\n', ...Array.from({ length: 50_000 }, () => '1\n')]],
    ['after the last line', ['1\n', '12345\n']],
  ])('D28 fails with what the server objects to %s, and leaves the connection fit for use', async (_, lines) => {
    await expect(copy(lines)).rejects.toMatchObject({ code: expect.stringMatching(/^22P02|22003$/) })
    expect(await copy(['1\n'])).toBe('1.00')
    const { count } = await sql`select from pg_stat_activity where datname = current_database()`
    expect(count).toBe(1)
  })
})
