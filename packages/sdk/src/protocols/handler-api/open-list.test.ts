import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { answer } from './__fixtures__/answer.ts'
import type { Command, HandlerApi } from './api.ts'
import { readOpenList } from './open-list.ts'

const row = (id: number) => ({
  activationId: `${id}`,
  serviceCode: 'tg',
  phoneNumber: `4477009${10_000 + id}`,
  countryCode: '16',
})
const numbers = (from: number, to: number) => Array.from({ length: to - from }, (_, index) => from + index)

/** A host whose list may move before each page; `page` answers the ids from `start` on. */
function host(page: (start: number, request: number) => readonly number[]) {
  const asked: (Readonly<Record<string, string | undefined>> | undefined)[] = []
  const api: HandlerApi = {
    send: async <T>({ params, read }: Command<T>) => {
      asked.push(params)
      const ids = page(Number(params?.['start'] ?? 0), asked.length)
      return read(answer(JSON.stringify({ status: 'success', data: ids.map(row) })))
    },
  }
  const ids = async (paged = true) =>
    (await readOpenList(api, { provider: 'hero-sms', kind: 'activation', paged }, {})).map(({ nativeId }) =>
      Number(nativeId),
    )
  return { ids, asked }
}

describe('the list of open activations', () => {
  it('is one request where there are no pages, and where a page is enough', async () => {
    const whole = host(() => numbers(0, 250))
    expect(await whole.ids(false)).toEqual(numbers(0, 250))
    expect(whole.asked).toEqual([{}])
    const few = host(start => numbers(0, 99).slice(start, start + 100))
    expect(await few.ids()).toEqual(numbers(0, 99))
    expect(few.asked).toEqual([{ start: '0', limit: '100' }])
  })

  it.each([0, 1, 99, 100, 101, 190, 191, 1_000])('is whole and without repetition for %i numbers', async count => {
    const { ids, asked } = host(start => numbers(0, count).slice(start, start + 100))
    expect(await ids()).toEqual(numbers(0, count))
    expect(asked.length).toBeLessThanOrEqual(1 + Math.ceil(Math.max(0, count - 9) / 90))
  })

  it('P36 misses nothing that stays open while up to ten numbers end, or come, between two pages', async () => {
    const moves = fc.array(fc.record({ ends: fc.integer({ min: 0, max: 9 }), comes: fc.integer({ min: 0, max: 9 }) }), {
      maxLength: 8,
    })
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 400 }), moves, async (count, steps) => {
        let open = numbers(0, count)
        let next = 1_000
        const stays = new Set(open)
        const { ids } = host((start, request) => {
          const { ends, comes } = steps[request - 2] ?? { ends: 0, comes: 0 }
          for (const id of open.slice(0, request > 1 ? ends : 0)) stays.delete(id)
          open = [...numbers(next, next + comes).reverse(), ...open.slice(request > 1 ? ends : 0)]
          next += comes
          return open.slice(start, start + 100)
        })
        const found = await ids()
        expect(new Set(found).size).toBe(found.length)
        for (const id of stays) expect(found).toContain(id)
      }),
    )
  })

  it('rentals on the list do not part its pages', async () => {
    const api: HandlerApi = {
      send: async ({ params, read }) => {
        const start = Number(params?.['start'])
        const all = numbers(0, 150).map(id => ({ ...row(id), subtype: id < 50 || id >= 110 ? 1 : 2 }))
        return read(answer(JSON.stringify({ status: 'success', data: all.slice(start, start + 100) })))
      },
    }
    expect(await readOpenList(api, { provider: 'hero-sms', kind: 'activation', paged: true }, {})).toHaveLength(90)
  })

  it('P36 is read again when it moved too far between two pages', async () => {
    let open = numbers(0, 150)
    const { ids, asked } = host((start, request) => {
      if (request === 2) open = open.slice(30)
      return open.slice(start, start + 100)
    })
    expect(await ids()).toEqual(numbers(30, 150))
    expect(asked.map(params => params?.['start'])).toEqual(['0', '90', '0', '90'])
  })

  it.each<[string, (start: number, request: number) => readonly number[]]>([
    ['repeats one page for ever', () => numbers(0, 100)],
    ['never comes to rest', (_, request) => numbers(request * 100, request * 100 + 100)],
  ])('P36 is an error where the host %s', async (_, page) => {
    const { ids, asked } = host(page)
    await expect(ids()).rejects.toMatchObject({ code: 'unexpected_response', reason: 'shape' })
    expect(asked).toHaveLength(6)
  })
})
