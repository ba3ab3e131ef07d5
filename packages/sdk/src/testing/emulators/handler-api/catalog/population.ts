import { magicServices } from '../activations/magic.ts'
import { type WireCountry, wireServices } from '../directory.generated.ts'
import { wantedCountries, wantedServices } from './demand.ts'
import { createRandom, type Random, seedOf } from './random.ts'
import type { EmulatorCountry, EmulatorService } from './view.ts'

/** The full list: 2,035 services the classic host had, and invented ones up to the size of today's lists. */
export const FULL_SERVICES = 2_246

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'
const SYLLABLES = 'ba ce di fo gra hel ki lo mar nu or pel qui ro sta tu ver wi xan yo zel bri dro fen'.split(' ')
const TRADES = ['App', 'Cab', 'Chat', 'Date', 'Eats', 'Games', 'Mail', 'Market', 'Pay', 'Travel']

/** The `size` most wanted services, most wanted first. Beyond the real ones they are invented from the seed. */
export function listServices(size: number, seed: number): EmulatorService[] {
  const rank = new Map(wantedServices.map((code, index) => [code, index]))
  const rankOf = (service: EmulatorService) => rank.get(service.code) ?? wantedServices.length
  const real = wireServices.map(([code, name]) => ({ code, name })).sort((left, right) => rankOf(left) - rankOf(right))
  return size <= real.length ? real.slice(0, size) : [...real, ...inventServices(size - real.length, real, seed)]
}

function inventServices(count: number, real: readonly EmulatorService[], seed: number): EmulatorService[] {
  const random = createRandom(seedOf(seed, 'services'))
  const codes = new Set([...real, ...magicServices].map(service => service.code))
  const names = new Set(real.map(service => service.name.toLowerCase()))
  return Array.from({ length: count }, () => ({
    code: unused(codes, () => LETTERS.charAt(Math.floor(random() * LETTERS.length)).concat(letters(random))),
    name: unused(names, () => inventName(random)),
  }))
}

/** Codes are two to four letters; three is the usual length of a late one. */
const letters = (random: Random) =>
  Array.from({ length: random() < 0.9 ? 2 : 3 }, () => LETTERS.charAt(Math.floor(random() * LETTERS.length))).join('')

function inventName(random: Random): string {
  const pick = (words: readonly string[]) => words[Math.floor(random() * words.length)] ?? ''
  const stem = pick(SYLLABLES) + pick(SYLLABLES) + pick(SYLLABLES)
  return `${stem.charAt(0).toUpperCase()}${stem.slice(1)} ${pick(TRADES)}`
}

function unused(taken: Set<string>, invent: () => string): string {
  for (;;) {
    const candidate = invent()
    const key = candidate.toLowerCase()
    if (!taken.has(key)) {
      taken.add(key)
      return candidate
    }
  }
}

/** The `size` most wanted of the countries a host sells, in the order of their ids. */
export function listCountries(sold: readonly WireCountry[], size: number): EmulatorCountry[] {
  const rank = new Map(wantedCountries.map((id, index) => [id, index]))
  const rankOf = (country: WireCountry) => rank.get(country.id) ?? wantedCountries.length + country.id
  return [...sold]
    .sort((left, right) => rankOf(left) - rankOf(right))
    .slice(0, size)
    .sort((left, right) => left.id - right.id)
    .map(({ id, name, iso, dialCode }) => ({ id: String(id), name: WIRE_NAMES.get(id) ?? name, iso, dialCode }))
}

/** The hosts spell some countries in their own way; nobody should match them by name. */
const WIRE_NAMES: ReadonlyMap<number, string> = new Map([
  [14, 'HongKong'],
  [16, 'England'],
  [18, 'DCongo'],
  [27, 'Ivory'],
  [31, 'Southafrica'],
  [53, 'Saudiarabia'],
  [79, 'Papua'],
  [95, 'Uae'],
  [101, 'Salvador'],
  [102, 'Libyan'],
  [104, 'Trinidad'],
  [108, 'Bosnia'],
  [110, 'Syrian'],
  [125, 'Caf'],
  [134, 'Saintkitts'],
  [152, 'Burkinafaso'],
])
