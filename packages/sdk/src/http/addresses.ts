/** Whether a host name, as `URL` writes it, means this very machine. */
export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIpv4(host) && host.startsWith('127.'))
}

/** Whether a host name, as `URL` writes it, is an address that no public server has: private, link-local, metadata, reserved. */
export function isReservedAddress(host: string): boolean {
  if (host.startsWith('[')) return !isPublicIpv6(host)
  return isIpv4(host) && RESERVED.some(([network, bits]) => toNumber(host) >>> (32 - bits) === network >>> (32 - bits))
}

// The URL parser has already turned decimal, octal and hexadecimal forms into dotted ones.
function isIpv4(host: string): boolean {
  return /^\d+\.\d+\.\d+\.\d+$/.test(host)
}

function toNumber(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

const RESERVED = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10', // carrier-grade NAT
  '127.0.0.0/8',
  '169.254.0.0/16', // link-local, cloud metadata
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24', // documentation, like 198.51.100 and 203.0.113
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15', // benchmarks
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/3', // multicast and above
].map(range => {
  const [network = '', bits] = range.split('/')
  return [toNumber(network), Number(bits)] as const
})

/** Global unicast, without the ranges in it that lead to an IPv4 address or to nothing: Teredo and its kin, 6to4, documentation. */
function isPublicIpv6(host: string): boolean {
  return /^\[[23][0-9a-f]{3}:/.test(host) && !/^\[(2001:(1?[0-9a-f]{0,2}|db8):|2002:|3fff:)/.test(host)
}
