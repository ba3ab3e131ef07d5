import { openAppStage } from '../src/demo/__fixtures__/app-stage.ts'
import type { Bench } from './bench.ts'

/** Rows of the list that make a page of it. */
const PAGE = 20

/** How soon somebody who opens the app sees services: in a real Chromium that has nothing of it yet, over the catalog in full size. */
export const firstServices: Bench = {
  about: 'milliseconds from the end of the document to the first page of services on screen, nothing cached; over 1',
  run: async rounds => {
    await using stage = await openAppStage({ size: {} })
    const times: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      await using visit = await stage.visit()
      await visit.page.addInitScript({ content: WATCH })
      await visit.page.goto('/')
      times.push(Number(await visit.page.evaluate('globalThis.servicesPainted')))
    }
    return { floor: [1], ours: times, notes: [`each: ${times.map(time => Math.round(time)).join(', ')} ms`] }
  },
}

/** Runs in the page, before its own scripts: looks at each frame, and tells in the one after that the rows were drawn. */
const WATCH = `
  globalThis.servicesPainted = new Promise(resolve => {
    const look = () => {
      if (document.querySelectorAll('main li a[href]').length < ${PAGE}) return requestAnimationFrame(look)
      requestAnimationFrame(() =>
        resolve(performance.now() - performance.getEntriesByType('navigation')[0].responseEnd)
      )
    }
    requestAnimationFrame(look)
  })
`
