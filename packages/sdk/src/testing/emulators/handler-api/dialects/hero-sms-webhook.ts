import { microTime } from '../times.ts'
import type { WebhookStyle } from '../webhooks/style.ts'

const ROUND = [20_000, 25_000, 30_000]

/** It calls about SMS alone, of activations and of rentals alike: ten times in less than four minutes. */
export const heroWebhook: WebhookStyle = {
  body: ({ id, service, country }, { at, text, code, sender }) => ({
    activationId: id,
    phoneFrom: sender,
    service,
    text,
    code,
    country: Number(country.id),
    receivedAt: microTime(at),
  }),
  retries: [...ROUND, ...ROUND, ...ROUND],
}
