import type { PurchaseState } from '@onesms/react'
import type { PurchaseRequest } from '@onesms/sdk'
import { useEffect, useRef } from 'react'
import { nameOf } from '../catalog/service-ref.ts'
import { formatRoute, type Route, type Shop } from '../route/route.ts'
import { goTo } from '../route/use-route.ts'

interface PlaceOf {
  /** Where the purchase was made, and its number is shown; `null`: there is none. */
  readonly place: Route | null
  /** Whether one is there. */
  readonly isHere: boolean
}

/**
 * Where a purchase belongs. Whoever waits for it elsewhere, as after the page was loaded anew, is taken there with the number;
 * whoever goes on to buy another one is left alone.
 */
export function usePlaceOf(
  purchase: Pick<PurchaseState<PurchaseRequest, unknown>, 'request' | 'isPending' | 'status'>,
  here: Route & { readonly page: Shop },
): PlaceOf {
  const { request, isPending, status } = purchase
  const place: Route | null = request && {
    ...{ page: here.page, service: nameOf(request.service), country: nameOf(request.country) },
  }
  const address = place && formatRoute(place)
  const isHere = address === formatRoute(here)
  const wasPending = useRef(isPending)
  useEffect(() => {
    const isNews = wasPending.current && !isPending
    wasPending.current = isPending
    if (isNews && (status === 'bought' || status === 'failed') && !isHere && place) goTo(place)
  })
  return { place, isHere }
}
