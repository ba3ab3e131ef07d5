import { isIP } from 'node:net'
import { classOfAddress } from './addresses.ts'

/** Where a call goes must be public, unless its host was allowed by name. Its address is not in the message. */
export class TargetRefusedError extends Error {
  override readonly name = 'TargetRefusedError'
}

/** The host of a URL as one writes it: without brackets, in small letters. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, '').toLowerCase()
}

/** Whether exactly this host was allowed to be on a private network. */
export function isAllowedInside(host: string, allowed: readonly string[]): boolean {
  return allowed.some(name => name.replace(/^\[|\]$/g, '').toLowerCase() === host)
}

/** Why nothing may be sent to an address; `null` where it may. */
export function addressMistake(address: string, isInsideAllowed: boolean): string | null {
  const found = classOfAddress(address)
  if (found === 'public' || (found === 'inside' && isInsideAllowed)) return null
  return found === 'inside'
    ? 'is on a private network or this machine; name its host in allowPrivateTargets where that is meant'
    : 'is an address that no receiver has'
}

/** Why a URL cannot be called; `null` when it can, as far as one sees without asking for the address of a name. */
export function targetMistake(text: string, allowed: readonly string[]): string | null {
  if (!URL.canParse(text)) return 'is not a URL'
  const url = new URL(text)
  const host = hostOf(url)
  const isInsideAllowed = isAllowedInside(host, allowed)
  if (url.username !== '' || url.password !== '') return 'must not hold a user or a password'
  const mistake = isIP(host) === 0 ? nameMistake(host, isInsideAllowed) : addressMistake(host, isInsideAllowed)
  if (mistake !== null) return mistake
  if (url.protocol === 'https:') return null
  if (url.protocol === 'http:' && isThisMachine(host)) return null
  return 'must begin with https://'
}

function nameMistake(host: string, isInsideAllowed: boolean): string | null {
  return isLocalName(host) ? addressMistake('127.0.0.1', isInsideAllowed) : null
}

const isLocalName = (host: string) => /^(.+\.)?localhost\.?$/.test(host)

/** A name may begin as an address of this machine does: `127.example`. */
const isThisMachine = (host: string) =>
  isLocalName(host) || (isIP(host) === 4 && host.startsWith('127.')) || host === '::1'
