import { z } from 'zod'
import { isLoopback } from '../http/loopback.ts'

/** An origin as a browser says it; plain http on this machine alone, as pages that anybody on the way may change get no answers. */
export const origin = z.string().refine(isOrigin, 'must be an origin such as https://app.example, without a path')

function isOrigin(text: string): boolean {
  if (!URL.canParse(text) || text.includes('*')) return false // a name may hold one, and would mean nothing
  const { origin, protocol, hostname } = new URL(text)
  return origin === text && (protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname)))
}
