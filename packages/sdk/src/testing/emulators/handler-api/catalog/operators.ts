import { wantedCountries } from './demand.ts'
import { createRandom, sample, seedOf, shuffled } from './random.ts'

const NETWORKS = (
  'airtel at_t beeline bouygues cellcom celcom claro digi digicel du ee entel ethio_telecom etisalat free globe ' +
  'glo idea jio kyivstar maxis megafon moov movistar mtn mts o2 oi ooredoo optus orange play plus rogers safaricom ' +
  'smart sfr stc sunrise tele2 telcel telenor telia telkomsel telstra three tigo tim tmobile turkcell verizon ' +
  'vinaphone viettel vodacom vodafone wind xl yoigo zain'
).split(' ')

/** Of 195 countries the host knows the networks of 137. */
const KNOWN = 137 / 195

/** The networks of each country that has any, by its id; those of the countries most asked for are known first. */
export function generateOperators(countries: readonly { id: string }[], seed: number): Map<string, readonly string[]> {
  const ids = new Set(countries.map(({ id }) => id))
  const wanted = wantedCountries.map(String).filter(id => ids.has(id))
  const order = new Set([...wanted, ...shuffled([...ids], createRandom(seedOf(seed, 'operators')))])
  const known = [...order].slice(0, Math.round(order.size * KNOWN))
  return new Map(known.map(id => [id, networksOf(id, seed)]))
}

function networksOf(country: string, seed: number): string[] {
  const random = createRandom(seedOf(seed, 'operators', country))
  return Array.from(sample(NETWORKS.length, 2 + Math.floor(random() * 5), random), index => NETWORKS[index] ?? '')
}
