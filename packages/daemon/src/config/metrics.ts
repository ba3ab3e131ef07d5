import { z } from 'zod'

/** Where Prometheus reads. */
export const metricsSection = z.strictObject({
  /** A port for `/metrics` alone, without a token. Default: none; then it is at the port of the API, with the scope `admin`. */
  port: z.int().min(0).max(65535).optional(),
  /** Address of that port. Default 127.0.0.1; another lets whoever reaches it read balances and figures. */
  host: z
    .string()
    .regex(/^[\w.:-]{1,253}$/, 'must be an address or a name')
    .default('127.0.0.1'),
})
