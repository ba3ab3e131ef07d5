import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { createCatalogDatabase } from '../../scheduler/__fixtures__/catalog-database.ts'
import { emptyFolder, startOnesms } from '../__fixtures__/onesms.ts'

/** As `openssl rand -base64 48` makes them. */
const TOKEN = 'q8Zr1mX0c5VdTn2uKj7yWb4GfHs9LpQeAo3iRtYxUvCwBnMz6EkD'

it.each([
  ['says where the admin page is', ['admin'], 'text', /^Admin page: http:\/\/127\.0\.0\.1:\d+\/admin$/m, true],
  ['says so in a log, too', ['admin'], 'json', /"The admin page is there, under \/admin"/, true],
  ['says nothing of a page that nobody could enter', ['catalog:read'], 'text', /admin page/i, false],
])('onesms start %s', async (_, scopes, format, line, expected) => {
  const database = await createCatalogDatabase()
  const cwd = emptyFolder()
  const config = { http: { port: 0, tokens: [{ tokenEnv: 'ONESMS_TOKEN', scopes }] } }
  await writeFile(join(cwd, 'onesms.config.json'), JSON.stringify(config))
  const environment = { DATABASE_URL: database.url, ONESMS_TOKEN: TOKEN, ONESMS_LOG: format }
  const { child, says, ended } = startOnesms(['start'], { cwd, environment })
  await says(/No provider is configured/)
  child.kill('SIGTERM')
  const { stderr } = await ended
  expect(line.test(stderr)).toBe(expected)
  await database.drop()
})
