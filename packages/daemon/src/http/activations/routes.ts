import type { RouteContext, RouteEntry } from '../routes/route.ts'
import { commandRoutes } from './commands.ts'
import { createDesk } from './desk.ts'
import { extensionOffersRoute } from './extension-offers-route.ts'
import { numberRoutes } from './number-routes.ts'
import { operatorRoutes } from './operator-routes.ts'
import { placeRoutes } from './place-routes.ts'
import { purchaseLookupRoutes } from './purchase-lookup-routes.ts'
import { rentalOffersRoute } from './rental-offers-route.ts'

/** Buying numbers, and what one may do with one's own. A path that names something comes before one with an id in its place. */
export function purchaseRoutes(context: RouteContext): readonly RouteEntry[] {
  return [
    ...placeRoutes(context, createDesk(context)),
    rentalOffersRoute(context),
    extensionOffersRoute(context),
    ...numberRoutes(context, 'activation'),
    ...numberRoutes(context, 'rental'),
    ...commandRoutes(context),
    ...operatorRoutes(context),
    ...purchaseLookupRoutes(context),
  ]
}
