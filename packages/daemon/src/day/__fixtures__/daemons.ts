import { once } from 'node:events'
import { createServer } from 'node:net'
import { type Onesms, startOnesms } from '../../cli/__fixtures__/onesms.ts'
import { until } from '../../testing/until.ts'

/** Several daemons on one database, each a process of its own that is started again when it has ended. */
export interface Daemons {
  /** Where they are, whether or not they answer now. */
  readonly urls: readonly string[]
  /** Ends one of them, and starts it again. */
  restart(index: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
  /** Exit codes of those that were asked to end, and everything that all of them wrote. */
  stop(): Promise<{ readonly codes: readonly (number | null)[]; readonly output: string }>
}

export async function startDaemons(
  count: number,
  { cwd, environment }: { readonly cwd: string; readonly environment: Readonly<Record<string, string>> },
): Promise<Daemons> {
  const ports = await Promise.all(Array.from({ length: count }, freePort))
  const urls = ports.map(port => `http://127.0.0.1:${port}`)
  const codes: (number | null)[] = []
  let output = ''

  const start = (index: number) =>
    startOnesms(['start'], { cwd, environment: { ...environment, ONESMS_PORT: String(ports[index]) } })
  const answers = (index: number) => until(`daemon ${index} is ready`, () => isReady(`${urls[index]}/readyz`), 60_000)
  const end = async (daemon: Onesms, signal: 'SIGKILL' | 'SIGTERM') => {
    daemon.child.kill(signal)
    const { code, stdout, stderr } = await daemon.ended
    if (signal === 'SIGTERM') codes.push(code)
    output += stdout + stderr
  }

  const running = [start(0)]
  await answers(0) // it migrates
  for (let index = 1; index < count; index += 1) running.push(start(index))
  await Promise.all(running.map((_, index) => answers(index)))
  return {
    urls,
    restart: async (index, signal) => {
      const daemon = running[index]
      if (!daemon) throw new RangeError(`there is no daemon ${index}`)
      await end(daemon, signal)
      running[index] = start(index)
      await answers(index)
    },
    stop: async () => {
      await Promise.all(running.map(daemon => end(daemon, 'SIGTERM')))
      return { codes, output }
    },
  }
}

const isReady = (url: string) =>
  fetch(url).then(
    ({ ok }) => ok,
    () => false,
  )

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port')
  return address.port
}
