import { z } from 'zod'

const amount = z.string().regex(/^\d{1,12}(\.\d{1,6})?$/, "must be an amount such as '0.50', with at most six decimals")

const line = z
  .strictObject({
    /** As in the tables: our slug, or `<provider>:<native id>`. */
    service: z.string().min(1).max(130),
    /** ISO code, or `<provider>:<native id>`. */
    country: z.string().min(1).max(130),
    /** Id of one provider. Default: over all of them. */
    provider: z.string().min(1).max(64).optional(),
    /** Less than that in all is told as `stock.below`; a tenth more than that again as `stock.above`. */
    stockBelow: z.int().min(1).optional(),
    /** More than that for the cheapest that is in stock is told as `price.above`; a twentieth less again as `price.below`. */
    priceAbove: z
      .strictObject({ amount, currency: z.string().regex(/^[A-Z]{3}$/, 'must be a code such as USD') })
      .optional(),
  })
  .refine(
    ({ stockBelow, priceAbove }) => stockBelow !== undefined || priceAbove !== undefined,
    'watches nothing: say stockBelow or priceAbove',
  )

/** What is worth telling of stock and prices, after each sync that was accepted. */
export const watchSection = z.array(line).max(200)
