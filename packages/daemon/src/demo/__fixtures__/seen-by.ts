import type { Visit } from '@onesms/browser-testing'

type Page = Visit['page']
type Devtools = Awaited<ReturnType<ReturnType<Page['context']>['newCDPSession']>>

/** What a browser has of a page, as text. */
export interface Seen {
  /** All that went between the page and everybody else: headers, bodies, and what has come of streams. */
  readonly traffic: string
  /** The page as it stands. */
  readonly page: string
  /** What is there when the page is loaded anew: storages, databases and cookies. */
  readonly stored: string
  /** Every string that its scripts hold. */
  readonly memory: string
}

/** Looks on from now on; what it answers says what was seen. */
export async function watch(page: Page): Promise<() => Promise<Seen>> {
  const devtools = await page.context().newCDPSession(page)
  const traffic = await record(devtools)
  return async () => ({
    traffic: await traffic(),
    page: await page.content(),
    stored: JSON.stringify([await page.evaluate(STORED), await page.context().storageState({ indexedDB: true })]),
    memory: await memoryOf(devtools),
  })
}

const STORED = '[{ ...localStorage }, { ...sessionStorage }, document.cookie]'

async function record(devtools: Devtools): Promise<() => Promise<string>> {
  const seen: string[] = []
  const bodies: Promise<unknown>[] = []
  const keep = (event: unknown) => seen.push(JSON.stringify(event))
  const keepData = (base64: string) => seen.push(Buffer.from(base64, 'base64').toString())
  devtools.on('Network.requestWillBeSent', keep)
  devtools.on('Network.requestWillBeSentExtraInfo', keep)
  devtools.on('Network.responseReceivedExtraInfo', keep)
  devtools.on('Network.responseReceived', event => {
    keep(event)
    if (event.response.mimeType !== 'text/event-stream') return
    const { requestId } = event
    const begun = devtools.send('Network.streamResourceContent', { requestId })
    bodies.push(begun.then(({ bufferedData }) => keepData(bufferedData)))
  })
  devtools.on('Network.dataReceived', ({ data }) => data && keepData(data))
  devtools.on('Network.loadingFinished', ({ requestId }) => {
    const whole = devtools.send('Network.getResponseBody', { requestId })
    bodies.push(whole.then(({ body, base64Encoded }) => (base64Encoded ? keepData(body) : seen.push(body))))
  })
  await devtools.send('Network.enable')
  return async () => {
    await Promise.all(bodies)
    return seen.join('\n')
  }
}

async function memoryOf(devtools: Devtools): Promise<string> {
  const parts: string[] = []
  devtools.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk))
  await devtools.send('HeapProfiler.takeHeapSnapshot', {})
  return parts.join('')
}
