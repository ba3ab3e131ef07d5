import { Presets, SingleBar } from 'cli-progress'
import type { Progress } from '../jobs/job.ts'

/** Standard output carries results alone, so that it can be piped; everything else goes to standard error. */
export const print = (text: string): void => void process.stdout.write(`${text}\n`)
export const say = (text: string): void => void process.stderr.write(`${text}\n`)

/** Whether, after at most `ms`, standard error has taken all that was said. */
export function isWritten(ms: number): Promise<boolean> {
  if (process.stderr.writableLength === 0) return Promise.resolve(true)
  return new Promise(resolve => {
    const late = setTimeout(() => resolve(false), ms)
    process.stderr.write('', () => {
      clearTimeout(late)
      resolve(true)
    })
  })
}

/** A progress bar on a terminal, nothing elsewhere. */
export function createProgress(): { readonly onProgress: (progress: Progress) => void; stop(): void } {
  const bar = new SingleBar(
    {
      format: '{title} {bar} {value}/{total} countries',
      stream: process.stderr,
      clearOnComplete: true,
      hideCursor: true,
      noTTYOutput: false,
    },
    Presets.shades_classic,
  )
  let started = false
  return {
    onProgress: ({ job, provider, phase, done, of }) => {
      const title = `${provider} ${job} ${phase}`
      if (!started) bar.start(of, 0, { title })
      started = true
      bar.setTotal(of)
      bar.update(done, { title })
    },
    stop: () => {
      if (started) bar.stop()
      started = false
    },
  }
}

/** Resolves when the signal is aborted. */
export function aborted(signal: AbortSignal): Promise<void> {
  return new Promise(resolve => {
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

/** Aborted by the first Ctrl-C or SIGTERM; the second one ends the process. */
export function untilInterrupted(): AbortSignal {
  const interrupted = new AbortController()
  const stop = () => {
    for (const name of INTERRUPTIONS) process.off(name, stop)
    interrupted.abort(new Error('interrupted'))
  }
  for (const name of INTERRUPTIONS) process.on(name, stop)
  return interrupted.signal
}

const INTERRUPTIONS = ['SIGINT', 'SIGTERM'] as const
