import { chmod } from 'node:fs/promises'
import { createHandlerApiEmulator } from '@onesms/sdk/testing'
import { expect, it } from 'vitest'
import { emptyFolder, runOnesms } from '../__fixtures__/onesms.ts'

it('onesms demo --once --json copies a catalog of full size into a database of its own, and says so in one line', async () => {
  const home = emptyFolder()
  await chmod(home, 0o755) // for root, the server runs as somebody else, who must get there
  const environment = { XDG_DATA_HOME: home }
  const { code, signal, stdout, stderr } = await runOnesms(['demo', '--once', '--json'], { environment })
  expect({ code, signal, stderr }).toEqual({ code: 0, signal: null, stderr: expect.stringContaining('succeeded') })
  expect(stdout.split('\n')).toEqual([expect.any(String), ''])

  const { catalog } = createHandlerApiEmulator()
  const { services, offers, totalStock } = catalog.totals()
  const isos = new Set(catalog.countries.map(({ iso }) => iso)).size
  const available = new Set<string>()
  for (const { service, stock } of catalog.offers()) if (stock > 0) available.add(service)
  const figures = JSON.parse(stdout)
  expect(figures).toEqual({
    services,
    activeServices: available.size,
    countries: isos,
    activeCountries: isos,
    offers,
    totalAvailable: totalStock,
    requests: 8,
    elapsedMs: expect.any(Number),
  })
  expect(figures.elapsedMs).toBeGreaterThan(0)

  const sum = 'SELECT SUM(total_available) FROM services WHERE active = true'
  expect(JSON.parse((await runOnesms(['query', '--demo', '--json', sum], { environment })).stdout)).toEqual({
    sum: String(totalStock),
  })
  expect((await runOnesms(['verify', '--demo'], { environment })).code).toBe(0)
}, 120_000)
