import type { PurchaseRequest } from '@onesms/sdk'
import { nameOf } from '../catalog/service-ref.ts'

/** Whether a purchase was asked for in this place. */
export function isRequestFor<Request extends PurchaseRequest>(
  request: Request | null,
  service: string,
  country: string,
): request is Request {
  return request !== null && nameOf(request.service) === service && nameOf(request.country) === country
}
