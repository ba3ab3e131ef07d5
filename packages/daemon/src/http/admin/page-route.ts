import { OneSmsError } from '@onesms/sdk'
import { csrfOf, seeOther } from '../auth/cookie-session.ts'
import type { Identity } from '../auth/identity.ts'
import { DatabaseUnavailableError } from '../database-gate.ts'
import { Problem } from '../problem.ts'
import { readText } from '../read-body.ts'
import type { Route, RouteCall, RouteEntry } from '../routes/route.ts'
import { mishap } from './login.ts'
import { type AdminPath, type PageParts, replyPage, shell, type Visitor } from './shell.ts'

/** Somebody who is let in, and what they ask. */
export interface Visit {
  readonly request: Request
  readonly params: RouteCall['params']
  readonly actor: string
  readonly requestId: string
  readonly visitor: Visitor
}

type OnError = (error: unknown) => void

/** A page under an address. */
export function pageRoute(
  { path, summary, onError }: { readonly path: AdminPath; readonly summary: string; readonly onError: OnError },
  make: (visit: Visit) => Promise<PageParts>,
): RouteEntry {
  return {
    method: 'GET',
    path,
    scope: 'admin',
    doc: docOf(summary),
    route: guarded(onError, async visit => replyPage(shell(path, visit.visitor, await make(visit)))),
  }
}

/** What a form asks for. It answers with a page, or the address of one, which is then asked for anew. */
export function actionRoute(
  { path, summary, onError }: { readonly path: string; readonly summary: string; readonly onError: OnError },
  act: (visit: Visit, form: URLSearchParams) => Promise<string | Response>,
): RouteEntry {
  return {
    method: 'POST',
    path,
    scope: 'admin',
    doc: docOf(summary),
    route: guarded(onError, async visit => {
      const done = await act(visit, new URLSearchParams(await readText(visit.request)))
      return typeof done === 'string' ? seeOther(done) : done
    }),
  }
}

const docOf = (summary: string): RouteEntry['doc'] => ({
  tag: 'Admin page',
  summary,
  replies: { 200: { description: summary, contentType: 'text/html' } },
})

/** Whoever expects a page is told in one what went wrong. */
function guarded(onError: OnError, answer: (visit: Visit) => Promise<Response>): Route {
  return async (request, { params, identity, requestId }) => {
    try {
      return await answer({ request, params, requestId, ...whoOf(request, identity) })
    } catch (error) {
      const { status, title, detail } = describe(error, onError)
      return replyPage(mishap(title, detail), { status })
    }
  }
}

function whoOf(request: Request, identity: Identity | null): Pick<Visit, 'actor' | 'visitor'> {
  const subject = identity?.subject ?? 'nobody'
  return { actor: subject, visitor: { subject, csrf: csrfOf(request) ?? '' } }
}

function describe(error: unknown, onError: OnError) {
  if (error instanceof Problem) return { status: 400, title: 'That cannot be', detail: error.facts.detail }
  if (error instanceof DatabaseUnavailableError) {
    return { status: 503, title: 'The database does not answer', detail: 'Ask again in some seconds.' }
  }
  if (OneSmsError.is(error)) return { status: 409, title: 'It was not done', detail: error.message }
  onError(error)
  return { status: 500, title: 'The server failed', detail: 'Its log says how.' }
}
