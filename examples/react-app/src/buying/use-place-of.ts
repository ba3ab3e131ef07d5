import type { PurchaseState } from '@onesms/react'
import type { NumberSnapshot, PurchaseRequest } from '@onesms/sdk'
import { useEffect, useRef } from 'react'
import { nameOf } from '../catalog/service-ref.ts'
import { isSettled } from '../numbers/settled.ts'
import { formatRoute, type Route, type Shop } from '../route/route.ts'
import { goTo } from '../route/use-route.ts'

interface PlaceOf {
  /** Where the purchase was made, and its number is shown; `null`: there is none. */
  readonly place: Route | null
  /** Whether one is there. */
  readonly isHere: boolean
}

/**
 * Where a purchase belongs. Whoever waits for it elsewhere, as after the page was loaded anew, is taken there with the number,
 * unless that has ended; whoever goes on to buy another one is left alone.
 */
export function usePlaceOf(
  purchase: Pick<PurchaseState<PurchaseRequest, NumberSnapshot>, 'request' | 'isPending' | 'status' | 'data'>,
  here: Route & { readonly page: Shop },
): PlaceOf {
  const { request, isPending, status, data } = purchase
  const place: Route | null = request && {
    page: here.page,
    service: nameOf(request.service),
    country: nameOf(request.country),
  }
  const address = place && formatRoute(place)
  const isHere = address === formatRoute(here)
  const wasPending = useRef(isPending)
  useEffect(() => {
    const isNews = wasPending.current && !isPending
    wasPending.current = isPending
    const isOver = data !== undefined && isSettled(data)
    if (isNews && (status === 'bought' || status === 'failed') && !isOver && !isHere && place) goTo(place)
  })
  return { place, isHere }
}
