import { bodyOf, replyBody } from '../cache/body.ts'
import type { Route, RouteDoc, RouteEntry } from '../routes/route.ts'
import { describeApi } from './describe-api.ts'

export const openapiDoc: RouteDoc = {
  tag: 'Operations',
  summary: 'This description, in OpenAPI 3.1',
  replies: { 200: { description: 'The description' } },
}

/** `GET /openapi.json`: made when it is first asked for, and kept. */
export function openapiRoute(routes: () => readonly RouteEntry[]): Route {
  let body: ReturnType<typeof bodyOf> | null = null
  return request => {
    body ??= bodyOf(describeApi(routes()))
    return replyBody(request, body)
  }
}
