import { formatMoney, OneSmsError, type Provider } from '@onesms/sdk'
import type { Finding } from './finding.ts'

const DEADLINE = 15_000

/** Asks a provider for the balance, which costs nothing: it shows that the key, the address and the line are good. */
export async function checkProvider({ id, account }: Provider): Promise<Finding> {
  const check = id
  try {
    const balance = await account.balance({ signal: AbortSignal.timeout(DEADLINE) })
    const isEmpty = /^-|^0*\.?0*$/.test(balance.amount)
    return isEmpty
      ? {
          check,
          level: 'warning',
          text: `The key is good, and the balance is ${formatMoney(balance)}: nothing can be bought.`,
        }
      : { check, level: 'ok', text: `balance ${formatMoney(balance)}` }
  } catch (error) {
    if (!OneSmsError.is(error)) return { check, level: 'problem', text: `No answer within ${DEADLINE / 1_000} s.` }
    return { check, level: 'problem', text: error.message.replaceAll('\n', ' ') }
  }
}
