import { createHmac } from 'node:crypto'
import { env } from './env.ts'
import { isSame } from './is-same.ts'

/**
 * Who is signed in, by a signed cookie. It stands in for the sign-in that your app has: give it back a name of at most 40
 * letters, digits, `-` and `_`, or `null`.
 */
export function userOf(request: Request): string | null {
  const cookies = request.headers.get('cookie') ?? ''
  const [, user = '', seal = ''] = /(?:^|; )session=([\w-]{1,40})\.([\w-]{43})(?:;|$)/.exec(cookies) ?? []
  return user !== '' && isSame(seal, sealOf(user)) ? user : null
}

/** The value of the cookie `session`. */
export const sessionOf = (user: string): string => `${user}.${sealOf(user)}`

const sealOf = (user: string) => createHmac('sha256', env('SESSION_SECRET')).update(user).digest('base64url')

/** Whether a page of this app asks, and not one of somebody else's with a cookie of our user. */
export function isOwnPage({ headers }: Request): boolean {
  const origin = headers.get('origin') // comes with every POST of a page
  return origin === null ? headers.get('sec-fetch-site') === 'same-origin' : origin === env('APP_ORIGIN')
}
