import { type LookupAddress, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { addressMistake, TargetRefusedError } from './target.ts'

/** Asks for all addresses of a name. */
export type Resolve = (name: string, done: (error: Error | null, addresses: readonly LookupAddress[]) => void) => void

const resolveBySystem: Resolve = (name, done) => lookup(name, { all: true }, (error, found) => done(error, found ?? []))

/**
 * The lookup of one connection. What it answers is what is connected to, so a name that leads elsewhere the next time leads
 * nowhere. One address that may not be called spoils them all.
 */
export function guardedLookup(isInsideAllowed: boolean, resolve: Resolve = resolveBySystem): LookupFunction {
  return (name, options, done) => {
    resolve(name, (error, addresses) => {
      const [first] = addresses
      if (error || !first) return done(error ?? new Error('the name has no address'), '', 0)
      const mistake = addresses.map(({ address }) => addressMistake(address, isInsideAllowed)).find(Boolean)
      if (mistake) return done(new TargetRefusedError(`the target ${mistake}`), '', 0)
      if (options.all) return done(null, [...addresses])
      return done(null, first.address, first.family)
    })
  }
}
