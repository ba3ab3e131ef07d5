import { describe, expect, it } from 'vitest'
import { rentalShop } from '../__fixtures__/rental-shop.ts'

describe('faults of the list of SMS', () => {
  const rented = async () => {
    const all = rentalShop()
    const id = await all.rent()
    for (const code of ['1', '2', '3', '4', '5']) all.emulator.sms(id, { code })
    /** Codes and ids on a page of two. */
    const page = async (number: number): Promise<{ codes: string[]; ids: string[]; total: number }> => {
      const { data, meta } = await all.json(`getAllSms&id=${id}&size=2&page=${number}`)
      const rows: { code: string; id: string }[] = data
      return { codes: rows.map(({ code }) => code), ids: rows.map(row => row.id), total: meta.total }
    }
    return { ...all.emulator, page, pages: async () => [await page(1), await page(2), await page(3)] }
  }
  const codesOf = (pages: readonly { codes: string[] }[]) => pages.map(({ codes }) => codes.join(''))

  it('E21 a page is sent again in place of another', async () => {
    const { faults, pages } = await rented()
    faults.inject({ kind: 'sms-page-resent', nth: 2 })
    expect(codesOf(await pages())).toEqual(['12', '12', '5'])
  })

  it('E21 the newest comes first, or there is no order; each SMS keeps its id', async () => {
    const { faults, pages } = await rented()
    const plain = (await pages()).flatMap(({ ids }) => ids)
    faults.inject({ kind: 'sms-reordered', times: 3 })
    const turned = await pages()
    expect(codesOf(turned)).toEqual(['54', '32', '1'])
    expect(turned.flatMap(({ ids }) => ids)).toEqual(plain.toReversed())
    faults.inject({ kind: 'sms-reordered', order: 'mixed' })
    expect(codesOf(await pages())).toEqual(['24', '13', '5'])
  })

  it('E21 each SMS comes twice, under the same id', async () => {
    const { faults, page } = await rented()
    faults.inject({ kind: 'sms-repeated' })
    const { codes, ids, total } = await page(2)
    expect([codes, new Set(ids).size, total]).toEqual([['2', '2'], 1, 5])
  })
})
