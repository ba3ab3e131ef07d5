import { waitFor } from '@testing-library/react'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Held, holding } from '../__fixtures__/held.ts'
import { openStage } from '../__fixtures__/stage.tsx'
import { useOffers } from './use-offers.ts'

const offersAt = (service: string | null, price: string) => ({
  next: null,
  data: [
    {
      provider: 'hero-sms',
      kind: 'activation',
      service,
      country: 'US',
      operator: null,
      supplier: null,
      price,
      currency: 'USD',
      stock: 1,
      success_rate: null,
    },
  ],
})

const serviceOf = ({ query }: Held) => query.get('service')

function openOffers({ strict = false } = {}) {
  const stage = openStage({ strict })
  const { held, fault } = holding()
  stage.wire.fault = fault
  const { result, rerender, unmount } = stage.renderHook(
    ({ service }: { readonly service: string }) => useOffers({ service, country: 'US' }),
    { service: 'a' },
  )
  const open = () => held.filter(({ isAborted, isAnswered }) => !isAborted && !isAnswered).map(serviceOf)
  return { held, open, result, choose: (service: string) => rerender({ service }), unmount }
}

describe('R07: a fast change of what is asked for', () => {
  it.each([false, true])(
    'A, B, A: the last request wins, whatever is answered first (StrictMode: %s)',
    async strict => {
      const { held, open, choose, result } = openOffers({ strict })
      for (const service of ['a', 'b', 'a']) {
        choose(service)
        await waitFor(() => expect(open()).toEqual([service]))
      }
      const [last, ...earlier] = [...held].reverse()
      expect(earlier.map(({ isAborted }) => isAborted)).toEqual(earlier.map(() => true))
      for (const each of earlier) await each.answer(offersAt(serviceOf(each), '9.99'))
      expect(result.current.isPending).toBe(true)
      await last?.answer(offersAt('a', '0.25'))
      await waitFor(() =>
        expect(result.current.data?.[0]).toMatchObject({ service: { slug: 'a' }, price: { amount: '0.25' } }),
      )
    },
  )

  it('an answer that was there already is shown at once, and nothing is asked for', async () => {
    const { held, open, choose, result } = openOffers()
    await waitFor(() => expect(open()).toEqual(['a']))
    await held[0]?.answer(offersAt('a', '0.25'))
    await waitFor(() => expect(result.current.isSuccess).toBe(true))
    choose('b')
    await waitFor(() => expect(open()).toEqual(['b']))
    expect(result.current.data).toBeUndefined()
    choose('a')
    expect(result.current).toMatchObject({ data: [{ service: { slug: 'a' } }], isFetching: false })
    expect(held.map(serviceOf)).toEqual(['a', 'b'])
  })

  it('whoever leaves ends its request, unless somebody else waits for it', async () => {
    const { renderHook, wire, queryClient } = openStage()
    const { held, fault } = holding()
    wire.fault = fault
    const hook = () => useOffers({ service: 'a', country: 'US' })
    const [one, other] = [renderHook(hook), renderHook(hook)]
    await waitFor(() => expect(held).toHaveLength(1))
    one.unmount()
    expect(held[0]?.isAborted).toBe(false)
    other.unmount()
    await waitFor(() => expect(held[0]?.isAborted).toBe(true))
    expect(queryClient.isFetching()).toBe(0)
    expect(held).toHaveLength(1)
  })

  it('any changes and any order of answers: what is shown is of what is chosen, and nothing else is open', async () => {
    const step = fc.oneof(fc.constantFrom('a', 'b', 'c'), fc.nat({ max: 9 }))
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async steps => {
        const { held, open, choose, result, unmount } = openOffers()
        const answer = (each?: Held) => each?.answer(offersAt(serviceOf(each), '0.25'))
        let chosen = 'a'
        for (const each of steps) {
          if (typeof each === 'string') chosen = each
          choose(chosen)
          if (typeof each === 'number') await answer(held[each])
          expect(result.current.data?.[0]?.service.slug ?? chosen).toBe(chosen)
        }
        await waitFor(() => expect(result.current.isSuccess || open().includes(chosen)).toBe(true))
        expect(open().filter(service => service !== chosen)).toEqual([])
        for (const each of held) await answer(each)
        await waitFor(() => expect(result.current.data?.[0]?.service.slug).toBe(chosen))
        unmount()
      }),
      { numRuns: 12 },
    )
  })
})
