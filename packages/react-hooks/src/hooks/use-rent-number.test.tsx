import { act, cleanup } from '@testing-library/react'
import { afterEach, describe, expect, it } from 'vitest'
import { createHold } from '../../../sdk/src/testing/conformance/wire.ts'
import { openStage, RENTAL, TELEGRAM } from '../__fixtures__/stage.tsx'
import { useBuyActivation } from './use-buy-activation.ts'
import { useRentNumber } from './use-rent-number.ts'

afterEach(() => {
  cleanup()
  sessionStorage.clear()
})

const useBoth = () => ({ rent: useRentNumber(), buy: useBuyActivation() })

describe('useRentNumber', () => {
  it('R02 rents once, whatever is bought meanwhile; all components see it, and none changes its functions', async () => {
    const { renderHook, advance, vendor, posts, sold, wire } = openStage({ strict: true })
    const { result } = renderHook(useBoth)
    const other = renderHook(useRentNumber)
    const hold = createHold()
    wire.fault = hold.fault
    const before = result.current.rent
    await act(async () => {
      result.current.rent.mutate(RENTAL)
      result.current.buy.mutate(TELEGRAM)
      other.result.current.mutate(RENTAL)
    })
    await advance(0)
    expect([result.current.rent.status, result.current.buy.status]).toEqual(['buying', 'buying'])
    expect(other.result.current).toMatchObject({ status: 'buying', isPending: true, request: RENTAL, error: null })
    hold.release()
    hold.release()
    await advance(1_000)
    expect(other.result.current.data).toMatchObject({ kind: 'rental', status: 'active' })
    expect(result.current.rent).toBe(other.result.current)
    expect([posts().length, vendor.ledger.rentals?.().length, sold()]).toEqual([2, 1, 1])
    const { mutate, mutateAsync, reset } = result.current.rent
    expect([mutate, mutateAsync, reset]).toEqual([before.mutate, before.mutateAsync, before.reset])
  })

  it('R03 a page that comes after it finds the rental', async () => {
    const { renderHook, openPage, advance, vendor } = openStage()
    const first = renderHook(useRentNumber)
    act(() => first.result.current.mutate(RENTAL))
    await advance(1_000)
    const { phone } = first.result.current.data ?? {}
    first.unmount()
    const { result } = openPage().renderHook(useRentNumber)
    expect(result.current).toMatchObject({ status: 'checking', request: RENTAL, data: undefined })
    await advance(1_000)
    expect(result.current).toMatchObject({ status: 'bought', data: { phone, kind: 'rental' } })
    expect(vendor.ledger.rentals?.()).toHaveLength(1)
  })
})

describe('mutateAsync', () => {
  it('R02 is one promise for one purchase; for something else it says that nothing was sent', async () => {
    const { renderHook, advance, sold } = openStage()
    const { result } = renderHook(useBuyActivation)
    const [first, second, other] = await act(async () => {
      const { mutateAsync } = result.current
      const third = mutateAsync({ ...TELEGRAM, maxPrice: '0.90' })
      third.catch(() => {})
      return [
        third,
        mutateAsync({ maxPrice: '0.90', ...TELEGRAM }),
        mutateAsync(TELEGRAM).catch(error => error),
      ] as const
    })
    expect(second).toBe(first)
    expect(await other).toMatchObject({ code: 'purchase_not_sent' })
    await advance(1_000)
    expect((await first).id).toBe(result.current.data?.id)
    expect(sold()).toBe(1)
  })

  it('rejects with why nothing was bought, which is also shown until the next one', async () => {
    const { renderHook, advance, sold } = openStage()
    const { result } = renderHook(useBuyActivation)
    let error: unknown
    await act(async () => {
      result.current.mutateAsync({ service: 'whatsapp', country: 'US' }).catch(reason => {
        error = reason
      })
    })
    await advance(1_000)
    expect(error).toMatchObject({ code: 'out_of_stock' })
    expect(result.current).toMatchObject({ status: 'failed', isPending: false, error })
    expect([sold(), sessionStorage.length]).toEqual([0, 0])
    act(() => result.current.reset())
    expect(result.current).toMatchObject({ status: 'idle', request: null, error: null })
  })
})
