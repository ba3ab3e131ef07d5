// A process that uses an embedded database, for tests that kill it. Argument: the options, as JSON. Prints one line of
// JSON when open, then one per statement that it reads, a line each. The end of its input makes it close and exit.
import { createInterface } from 'node:readline'
import postgres from 'postgres'
import { clientArguments, openEmbedded } from '../db/embedded/index.ts'

const opened = await openEmbedded(JSON.parse(process.argv[2] ?? '')).catch((error: Error) => error)
if (opened instanceof Error) {
  print({ error: opened.message })
} else {
  print({ owner: opened.owner, url: opened.url })
  const sql = postgres(...clientArguments(opened.url, { max: 1, onnotice: () => {} }))
  for await (const statement of createInterface(process.stdin)) {
    print(await sql.unsafe(statement).catch((error: Error) => ({ error: error.message })))
  }
  await sql.end()
  await opened.close()
}

function print(answer: object): void {
  process.stdout.write(`${JSON.stringify(answer)}\n`)
}
