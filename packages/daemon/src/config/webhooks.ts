import { z } from 'zod'
import { activationTypes, eventTypes, purchaseTypes } from '../outbox/events.ts'
import { targetMistake } from '../webhooks-out/target.ts'

const variable = z.string().regex(/^[A-Z][A-Z0-9_]{0,63}$/, 'must be the name of a variable such as HERO_SMS_WEBHOOK')

const incoming = z.strictObject({
  /** Id of the provider that calls. Named twice, both secrets are good: one changes them without a gap. */
  provider: z.string(),
  /** The variable that holds the last part of the address that the provider is told. */
  secretEnv: variable,
})

const OF_SOMEBODY: ReadonlySet<string> = new Set([...activationTypes, ...purchaseTypes])

const outgoing = z
  .strictObject({
    /** Its name, here and in lists of deliveries. What waits for it stays when the address changes. */
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'must be 1 to 64 of a-z, 0-9 and -'),
    /** By https. */
    url: z.string().max(2_048),
    /** The variable with the secret of the signatures: `whsec_` and 24 to 64 bytes in base64. */
    secretEnv: variable,
    /** One that still signs as well, while its receiver changes over. */
    previousSecretEnv: variable.optional(),
    /** What it is told. */
    events: z.array(z.enum(eventTypes)).min(1, `must name one of ${eventTypes.join(', ')}`),
    /** Whose numbers and purchases it is told of. Default: everybody's, and nobody's. */
    subjects: z.array(z.string().min(1).max(64)).min(1).optional(),
    /** What it is trusted with beyond the facts. Default: neither texts and codes of SMS nor whole phones. */
    include: z.array(z.enum(['text', 'phone'])).default([]),
  })
  .refine(({ subjects, events }) => !subjects || events.every(type => OF_SOMEBODY.has(type)), {
    path: ['subjects'],
    error: `goes with ${[...OF_SOMEBODY].join(', ')} alone: the others are about nobody's number`,
  })

/** Calls of the providers to this daemon, and of this daemon to the team. */
export const webhooksSection = z
  .strictObject({
    in: z.array(incoming).default([]),
    out: z.array(outgoing).default([]),
    /** Hosts, as they stand in `url`, that may be on a private network or this machine; on this machine also by plain http. */
    allowPrivateTargets: z.array(z.string().regex(/^[\w.:[\]-]{1,253}$/, 'must be a name or an address')).default([]),
  })
  .superRefine(({ out, allowPrivateTargets }, context) => {
    for (const [index, { id, url }] of out.entries()) {
      const mistake = targetMistake(url, allowPrivateTargets)
      if (mistake !== null) context.addIssue({ code: 'custom', path: ['out', index, 'url'], message: mistake })
      if (out.findIndex(other => other.id === id) === index) continue
      context.addIssue({ code: 'custom', path: ['out', index, 'id'], message: 'is the id of another endpoint' })
    }
  })

export type WebhooksSection = z.output<typeof webhooksSection>
