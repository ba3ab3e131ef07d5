import { json } from '../../reply.ts'
import { wireCost } from '../actions/purchase.ts'
import type { Activation } from '../activations/activation.ts'
import { utcTime } from '../times.ts'
import { usualStatusNumber } from './classic-activations.ts'

/** Rented numbers stand among the others, told apart by this. */
export const subtypeOf = ({ rental }: Activation): 1 | 2 => (rental ? 2 : 1)

/** A number in the words of `getNumberV2`. The cost is all that was charged for it. */
export const numberV2 = (sold: Activation) =>
  json({
    activationId: sold.id,
    phoneNumber: sold.phone,
    activationCost: wireCost(sold),
    currency: 840,
    countryCode: Number(sold.country.id),
    countryPhoneCode: Number(sold.country.dialCode),
    canGetAnotherSms: sold.canGetAnotherSms,
    activationTime: utcTime(sold.boughtAt),
    activationEndTime: utcTime(sold.endsAt),
    activationOperator: sold.operator,
    verificationType: 'sms',
    subtype: subtypeOf(sold),
    serviceCode: sold.service,
    status: Number(usualStatusNumber(sold)),
  })
