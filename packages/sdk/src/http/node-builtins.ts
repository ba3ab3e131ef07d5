import type * as Dns from 'node:dns'
import type * as Http from 'node:http'
import type * as Net from 'node:net'
import type * as Tls from 'node:tls'
import type * as Zlib from 'node:zlib'
import { isServerWorker } from '../utils/env.ts'

/** The modules of Node that a connection of one's own is made of. */
export interface NodeBuiltins {
  readonly dns: typeof Dns
  readonly http: typeof Http
  readonly net: typeof Net
  readonly tls: typeof Tls
  readonly zlib: typeof Zlib
}

/**
 * `null` where there is no Node, nor anything like it. Nothing is imported, so that a bundle for a page stays whole. Workerd
 * has modules of these names, but no HTTP over a socket of one's own.
 */
export function nodeBuiltins(): NodeBuiltins | null {
  if (isServerWorker()) return null
  const { process } = globalThis as { process?: { getBuiltinModule?: (name: string) => unknown } }
  const load = (name: string) => process?.getBuiltinModule?.(`node:${name}`)
  const found = { dns: load('dns'), http: load('http'), net: load('net'), tls: load('tls'), zlib: load('zlib') }
  return Object.values(found).every(Boolean) ? (found as NodeBuiltins) : null
}
