import type { Client } from '@onesms/sdk'
import { keys } from './keys.ts'
import { readOf } from './read.ts'

/** What the account can spend. */
export const balanceQuery = (client: Client) =>
  readOf(keys.balance(client), ({ signal }) => client.account.balance({ signal }))
