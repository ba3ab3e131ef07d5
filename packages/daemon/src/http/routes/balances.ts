import { z } from 'zod'
import { readBalances } from '../../db/store/balances.ts'
import { parseQuery } from '../query.ts'
import { replyJson } from '../reply.ts'
import type { RouteContext, RouteEntry } from './route.ts'

const query = z.object({})

const balance = z.object({
  provider: z.string(),
  amount: z.string().describe('Decimal'),
  currency: z.string(),
  observed_at: z.iso.datetime().describe('When the provider said so last'),
  low: z.boolean().describe('Below what is configured'),
})

/** What the accounts held when their providers were asked last. */
export function balanceRoutes({ database, gate, lowBalances }: RouteContext): readonly RouteEntry[] {
  const description = 'The balance of each account'
  return [
    {
      method: 'GET',
      path: '/v1/balances',
      scope: 'catalog:read',
      doc: {
        tag: 'Accounts',
        summary: description,
        description: 'From the database, as the job `balances` read it. No provider is asked.',
        query,
        replies: { 200: { description, body: z.object({ data: z.array(balance) }) } },
      },
      route: async request => {
        parseQuery(query, request.url)
        return replyJson({ data: await gate(() => readBalances(database, lowBalances)) })
      },
    },
  ]
}
