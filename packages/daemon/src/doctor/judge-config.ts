import type { Config } from '../config/load.ts'
import type { Finding } from './finding.ts'

/** What is to be said of a configuration that has no mistakes, and may still not be what its owner wants. */
export function judgeConfig(
  config: Pick<Config, 'purchase' | 'http' | 'webhooks' | 'privacy' | 'providers'>,
): readonly Finding[] {
  return [...purchases(config), webhooks(config), phones(config), ...pace(config)]
}

function purchases({ purchase, http }: Pick<Config, 'purchase' | 'http'>): readonly Finding[] {
  const check = 'purchases'
  if (!purchase.enabled) return [{ check, level: 'ok', text: 'off: nothing can be bought over HTTP' }]
  const { subject, total } = purchase.limits
  const isUnlimited = Object.values(subject).every(limit => limit === null)
  const warnings = [
    http.tokens.every(token => !token.scopes.has('purchase')) && 'They are on, and no token has the scope purchase.',
    isUnlimited &&
      'limits.subject names no limit: one token may spend what all may spend in a day. Name one, such as spendPerDay.',
    total.perMinute === null &&
      total.perHour === null &&
      total.perDay === null &&
      total.live === null &&
      'limits.total limits money alone: thousands of cheap numbers pass. Name perDay or live.',
    purchase.services === 'any' && purchase.countries === 'any' && 'Any service of any country may be bought.',
  ].filter(text => text !== false)
  if (warnings.length === 0) return [{ check, level: 'ok', text: 'on, within limits' }]
  return warnings.map(text => ({ check, level: 'warning', text }))
}

function webhooks({ webhooks: { receivers, endpoints } }: Pick<Config, 'webhooks'>): Finding {
  const text = `${receivers.length} secret(s) for calls of providers, ${endpoints.length} endpoint(s) of yours`
  return { check: 'webhooks', level: 'ok', text }
}

function phones({ privacy, purchase }: Pick<Config, 'privacy' | 'purchase'>): Finding {
  const check = 'privacy'
  const kept = `texts for ${privacy.textHours} h, phones for ${privacy.phoneDays} days after the end of their number`
  if (privacy.hashPhone !== null || !purchase.enabled) return { check, level: 'ok', text: kept }
  return {
    check,
    level: 'ok',
    text: `${kept}; without ONESMS_PHONE_KEY nothing is left to recognise a phone by`,
  }
}

function pace({ providers }: Pick<Config, 'providers'>): readonly Finding[] {
  const check = 'pace'
  const alone = providers.filter(
    ({ usePace, members, traits }) => members === undefined && (!usePace || traits.requestsPerSecond === null),
  )
  if (alone.length === 0) return [{ check, level: 'ok', text: 'processes with one key keep one pace' }]
  const names = alone.map(({ id }) => id).join(', ')
  return [
    { check, level: 'warning', text: `${names}: several processes with its key do not know of each other's pace.` },
  ]
}
