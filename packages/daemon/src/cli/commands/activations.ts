import type { Config } from '../../config/load.ts'
import { checkSchema } from '../../db/migrate.ts'
import { readOpenNumbers } from '../../db/store/read/admin/numbers.ts'
import { EXIT } from '../exit.ts'
import { formatTable } from '../format.ts'
import { openDatabase } from '../open-database.ts'
import { print } from '../output.ts'

export interface ActivationsOptions {
  readonly json?: boolean | undefined
  readonly limit: number
}

/** `onesms activations`: the numbers that are not over. What was sent to them is not shown. */
export async function activations({ database }: Config, { json, limit }: ActivationsOptions): Promise<number> {
  const opened = await openDatabase(database)
  try {
    await checkSchema(opened.database)
    const numbers = await readOpenNumbers(opened.database, limit)
    const rows = numbers.map(
      ({ id, kind, status, service, country, phone, messages, price, currency, subject, expiresAt }) => ({
        id,
        kind,
        status,
        service,
        country,
        phone,
        messages,
        price: price === null ? null : `${price} ${currency ?? ''}`.trim(),
        subject,
        expires_at: expiresAt,
      }),
    )
    for (const line of json ? rows.map(row => JSON.stringify(row)) : [formatTable(rows)]) print(line)
    return EXIT.ok
  } finally {
    await opened.close()
  }
}
