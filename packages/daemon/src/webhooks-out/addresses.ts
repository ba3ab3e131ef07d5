import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * What an address of the network is to us. `inside`: a private network or this machine. `never`: what no receiver has, the
 * metadata of clouds, multicast, and what leads to an address of IPv4 by another way.
 */
export type AddressClass = 'public' | 'inside' | 'never'

const INSIDE: ReadonlySet<string> = new Set(['loopback', 'private', 'uniqueLocal', 'carrierGradeNat'])

export function classOfAddress(address: string): AddressClass {
  if (isIP(address) === 0) return 'never'
  const parsed = ipaddr.process(address) // an IPv4 address that is mapped counts as that
  const range = parsed.range()
  if (INSIDE.has(range)) return 'inside'
  if (range !== 'unicast') return 'never'
  // Only these were ever given to anybody: what lies elsewhere is translated to IPv4, or will be something else.
  return parsed.kind() === 'ipv4' || isGlobalUnicast(parsed.toByteArray()) ? 'public' : 'never'
}

const isGlobalUnicast = ([first = 0]: readonly number[]) => first >= 0x20 && first <= 0x3f
