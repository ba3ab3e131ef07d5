import { z } from 'zod'
import type { Identity, KnownToken } from '../auth/identity.ts'
import { type Scope, scopes } from '../auth/scope.ts'
import type { Sessions } from '../auth/sessions.ts'
import { amount } from '../fields.ts'
import { Problem } from '../problem.ts'
import { invalidParameter } from '../query.ts'
import { readJson } from '../read-body.ts'
import { replyJson } from '../reply.ts'
import type { Route } from '../routes/route.ts'

/** What a browser may hold. */
const lent = scopes.filter(scope => scope !== 'admin' && scope !== 'sync:trigger')

const subject = z
  .string()
  .regex(/^[\w.@-]{1,64}(\/[\w.@-]{1,64})?$/, 'must be <subject> or <subject>/<user>')
  .max(64)

const cap = z.strictObject({ amount, currency: z.string().regex(/^[A-Z]{3}$/, 'must be a code such as USD') })

/** What is asked for. */
export const wish = z.strictObject({
  subject: subject.optional(),
  scopes: z.array(z.enum(lent, `must be some of ${lent.join(', ')}`)).min(1, 'must name a scope'),
  expires_in: z.int().min(1, 'must be at least a second').max(600, 'must be 600 seconds at most').default(600),
  spend_cap: cap.nullable().default(null),
})

/** What is answered. */
export const issued = z.object({
  id: z.string(),
  token: z.string(),
  expires_at: z.iso.datetime(),
  subject: z.string(),
  scopes: z.array(z.enum(lent)),
  spend_cap: cap.nullable(),
})

/** `POST /v1/tokens` */
export function issueRoute(sessions: Sessions): Route {
  return async (request, { identity }) => {
    const token = issuerOf(identity)
    const { subject = token.subject, scopes, expires_in, spend_cap: spendCap } = await readJson(wish, request)
    const asked = [...new Set<Scope>(scopes)]
    checkSubject(token, subject)
    for (const scope of asked) {
      if (!token.scopes.has(scope)) throw refused(`It takes a token that itself has the scope ${scope}.`)
    }
    if (asked.includes('purchase') !== (spendCap !== null)) {
      throw invalidParameter('spend_cap', 'must be there with the scope purchase, and only then')
    }
    const {
      id,
      expiresAt,
      token: secret,
    } = await sessions.open({
      kind: 'ost',
      token,
      subject,
      scopes: asked,
      spendCap,
      lifetime: expires_in * 1_000,
    })
    const answer = { id, token: secret, expires_at: expiresAt, subject, scopes: asked, spend_cap: spendCap }
    return replyJson(answer, { status: 201, headers: { location: `/v1/tokens/${id}` } })
  }
}

/** The configured token by which somebody asks; a short-lived one makes no others. */
export function issuerOf(identity: Identity | null): KnownToken {
  if (identity?.token && identity.session === null) return identity.token
  throw refused('It takes a token of the configuration: a short-lived one issues and ends none.')
}

/** One's own, or that of a user of one's own: no configured subject has a slash, so that nobody else's begins like it. */
function checkSubject({ subject: own, issue = false }: KnownToken, subject: string): void {
  if (subject === own) return
  if (!subject.startsWith(`${own}/`)) throw refused(`Subjects of this token are ${own} and ${own}/<user>.`)
  if (!issue) throw refused('This token has no users: the configuration does not say issue: true.')
}

function refused(detail: string): Problem {
  return new Problem({ code: 'issue_refused', detail })
}
