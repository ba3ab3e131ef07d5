import type { Provider } from '@onesms/sdk'
import { z } from 'zod'
import { isDatabaseUrl } from '../db/connect.ts'
import { isSchemaName } from '../db/tables.ts'
import { scopes } from '../http/auth/scope.ts'
import { doubleSeller } from '../purchase/sellers.ts'
import { balancesSection } from './balances.ts'
import { logSection } from './log.ts'
import { metricsSection } from './metrics.ts'
import { origin } from './origin.ts'
import { privacySection } from './privacy.ts'
import { purchaseSchema } from './purchase.ts'
import { syncSection } from './sync.ts'
import { watchSection } from './watch.ts'
import { webhooksSection } from './webhooks.ts'

const scope = z.union(
  [
    z.array(z.string().regex(/^[A-Z]{2}$/, 'must be an ISO code such as GB')).min(1),
    z.strictObject({ top: z.int().min(1) }),
  ],
  "must be a list of ISO codes such as ['GB', 'US'], or { top: 20 }",
)

const token = z.strictObject({
  /** The variable that holds the token; it never stands in a file. */
  tokenEnv: z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'must be the name of a variable such as ONESMS_TOKEN'),
  scopes: z.array(z.enum(scopes)).min(1, `must name one of ${scopes.join(', ')}`),
  /** Whose numbers and budget it is about. Default: the name of the variable in small letters. */
  subject: z
    .string()
    .regex(/^[\w.@-]{1,64}$/, 'must be 1 to 64 letters, digits and _ . @ -')
    .optional(),
  /** Whether it may issue short-lived tokens for users: for subjects `<subject>/<user>`. Default `false`. */
  issue: z.boolean().optional(),
})

const provider = z
  .custom<Provider>(value => typeof value === 'object' && value !== null && 'spec' in value && value.spec === 1, {
    error: 'is not a provider: call its factory, for example heroSms()',
    abort: true,
  })
  .refine(({ id }) => /^[a-z0-9][a-z0-9-]{0,63}$/.test(id), 'has an id that is not 1 to 64 of a-z, 0-9 and -')

/** The whole configuration of a daemon. Unknown keys are mistakes, not wishes. */
export const configSchema = z.strictObject({
  database: z
    .strictObject({
      /** Default: the embedded database of this user. */
      url: z
        .string()
        .regex(/^postgres(ql)?:\/\//, { error: 'must begin with postgres://', abort: true })
        .refine(isDatabaseUrl, 'is not a URL; in a password, characters such as # / ? @ % must be percent-encoded')
        .optional(),
      /** Default `onesms`. */
      schema: z
        .string()
        .refine(
          isSchemaName,
          'must be 1 to 31 characters of a-z, 0-9 and _, beginning with a letter or _, not with pg_',
        )
        .default('onesms'),
    })
    .prefault({}),
  providers: z
    .array(provider)
    .refine(
      all => new Set(all.map(({ id }) => id)).size === all.length,
      'two providers have the same id: give one of them another',
    )
    .refine(
      all => new Set(all.map(({ id }) => id)).size < all.length || doubleSeller(all) === null,
      "one provider sells by itself and as a part of another: each would take the numbers of the other for nobody's",
    )
    .default([]),
  sync: syncSection.prefault({}),
  /** Which countries each job scans: ISO codes, or those with most stock. Default: all. What is not scanned turns stale. */
  scan: z.strictObject({ services: scope.optional(), countries: scope.optional() }).prefault({}),
  /** How long `offer_changes` is kept. Default 7 days; 0 keeps it for ever. */
  history: z.strictObject({ days: z.int().min(0).max(3650).default(7) }).prefault({}),
  balances: balancesSection.prefault({}),
  privacy: privacySection.prefault({}),
  log: logSection.prefault({}),
  metrics: metricsSection.prefault({}),
  /** What may be bought over HTTP. Default: nothing. */
  purchase: purchaseSchema.prefault({}),
  webhooks: webhooksSection.prefault({}),
  watch: watchSection.default([]),
  http: z
    .strictObject({
      /** Default 8787; 0 takes any free one. */
      port: z.int().min(0).max(65535).default(8787),
      /** Address to listen on. Default 127.0.0.1; another than loopback needs tokens. */
      host: z
        .string()
        .regex(/^[\w.:-]{1,253}$/, 'must be an address or a name')
        .default('127.0.0.1'),
      /** Names by which others address it, without port. Default: those of this machine alone. */
      hosts: z.array(z.string().regex(/^[\w.-]{1,253}$/, 'must be a name such as onesms.internal')).default([]),
      /** Of pages that may read what the API answers. Default: none. */
      origins: z.array(origin).default([]),
      /** Who may do what. Default: the holder of ONESMS_TOKEN everything but `admin`; where that is not set, anybody on this machine may read the catalog. */
      tokens: z.array(token).default([]),
    })
    .prefault({}),
})

/** What a configuration file may say. */
export type ConfigInput = z.input<typeof configSchema>

/** What a configuration file says, with the defaults. */
export type ParsedConfig = z.output<typeof configSchema>
