import { z } from 'zod'

const time = z.iso.datetime()
const rate = z.number().min(0).max(1).nullable()
const count = z.int().min(0)
const decimal = z.string()
const next = z.string().nullable()

/** Of `GET /v1/analytics/outcomes`. */
export const outcomesAnswer = z.object({
  from: time,
  to: time,
  next,
  data: z.array(
    z.object({
      provider: z.string().optional(),
      service: z.string().optional(),
      country: z.string().optional(),
      bought: count,
      withdrawn: count,
      open: count,
      received: count,
      failed: count,
      success_rate: rate,
      success_floor: rate,
      first_message: z.object({ p50: z.number(), p90: z.number() }).nullable(),
      costs: z.array(
        z.object({ currency: z.string(), spent: decimal, received: count, per_success: decimal.nullable() }),
      ),
    }),
  ),
})

/** Of `GET /v1/analytics/countries`. */
export const countriesAnswer = z.object({
  from: time,
  to: time,
  next,
  data: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      success_rate: rate,
      own: z.object({ received: count, failed: count, success_rate: rate, success_floor: rate }),
      offers: z.array(
        z.object({ provider: z.string(), price: decimal.nullable(), currency: z.string(), stock: count.nullable() }),
      ),
    }),
  ),
})

/** Of `GET /v1/analytics/history`. */
export const historyAnswer = z.object({
  service: z.string(),
  country: z.string(),
  step: z.string(),
  from: time,
  to: time,
  next,
  data: z.array(
    z.object({
      provider: z.string(),
      currency: z.string(),
      known_since: time,
      points: z.array(
        z.object({ at: time, price: decimal.nullable(), stock: count.nullable(), offers: count.nullable() }),
      ),
    }),
  ),
})
