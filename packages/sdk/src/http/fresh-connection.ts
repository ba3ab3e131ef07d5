import type { LookupFunction, Socket } from 'node:net'
import { isLoopback, isReservedAddress } from './addresses.ts'
import type { NodeBuiltins } from './node-builtins.ts'

/** Milliseconds after which the other address family is tried as well. */
const NEXT_ADDRESS = 250

export interface ConnectionRules {
  /** Ends the attempt. */
  readonly signal: AbortSignal
  /** Default: the system's. */
  readonly lookup?: LookupFunction | undefined
}

/**
 * A connection that nobody used before, with the certificate checked. A name that leads to an address no public server
 * has is refused at this moment, whatever it led to before; only a name of this very machine may.
 */
export function openConnection(node: NodeBuiltins, url: URL, { signal, lookup }: ConnectionRules): Promise<Socket> {
  const { net, tls, dns } = node
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const isSecure = url.protocol === 'https:'
  const systemLookup = lookup ?? (dns.lookup as LookupFunction)
  const options = {
    host,
    port: Number(url.port) || (isSecure ? 443 : 80),
    lookup: isLoopback(url.hostname) ? systemLookup : publicOnly(systemLookup),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: NEXT_ADDRESS,
  }
  const trust = { rejectUnauthorized: true, ...(net.isIP(host) === 0 && { servername: host }) }
  return new Promise((resolve, reject) => {
    signal.throwIfAborted()
    const socket = isSecure ? tls.connect({ ...options, ...trust }) : net.connect(options)
    const onAbort = () => {
      reject(signal.reason)
      socket.destroy()
    }
    const stopListening = () => signal.removeEventListener('abort', onAbort)
    signal.addEventListener('abort', onAbort, { once: true })
    socket.on('error', reject) // for good: an error without a listener would end the process
    socket.once('close', () => {
      stopListening()
      reject(new Error('it closed')) // says nothing where it stood before
    })
    socket.once(isSecure ? 'secureConnect' : 'connect', () => {
      stopListening()
      resolve(socket)
    })
  })
}

function publicOnly(lookup: LookupFunction): LookupFunction {
  return (name, options, callback) =>
    lookup(name, options, (error, found, family) => {
      const addresses = typeof found === 'string' ? [{ address: found, family }] : (found ?? [])
      const isPrivate = addresses.some(one => isReservedAddress(one.family === 6 ? `[${one.address}]` : one.address))
      if (!isPrivate) return callback(error, found, family)
      callback(Object.assign(new Error('a reserved address'), { code: 'ERESERVEDADDRESS' }), '')
    })
}
