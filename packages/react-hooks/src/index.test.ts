// @vitest-environment node
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'

const folder = fileURLToPath(new URL('.', import.meta.url))
const filesEndingWith = (ending: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(name => name.endsWith(ending))
    .map(name => readFileSync(`${folder}${name}`, 'utf8'))

const exported = async () => {
  const [hooks, queries] = [await import('./index.ts'), await import('./queries/index.ts')]
  return { '.': Object.keys(hooks).sort(), './queries': Object.keys(queries).sort() }
}

describe('entries of the package', () => {
  it('export these names and no others', async () => {
    expect(await exported()).toMatchInlineSnapshot(`
      {
        ".": [
          "OneSmsClientProvider",
          "useActivation",
          "useAvailability",
          "useBalance",
          "useBuyActivation",
          "useCountries",
          "useOffers",
          "useOneSmsClient",
          "useRentNumber",
          "useRental",
          "useServices",
          "useSmsPolling",
          "useTimeLeft",
        ],
        "./queries": [
          "availabilityQuery",
          "balanceQuery",
          "countriesQuery",
          "keys",
          "offersQuery",
          "servicesQuery",
        ],
      }
    `)
  })

  it('have a type test for each of them', async () => {
    const tests = filesEndingWith('.test-d.ts').join('\n')
    const untested = Object.values(await exported())
      .flat()
      .filter(name => !new RegExp(`\\b(${name}\\(|expectTypeOf\\(${name}\\)|typeof ${name}\\b)`).test(tests))
    expect(untested).toEqual([])
  })

  it('have hooks of less than 40 lines', () => {
    const hooks = filesEndingWith('.ts').flatMap(text => [...text.matchAll(/^export function use\w+(?:.|\n)*?\n}$/gm)])
    expect(hooks.length).toBeGreaterThanOrEqual(12)
    expect(hooks.filter(([text]) => text.split('\n').length >= 40)).toEqual([])
  })
})
