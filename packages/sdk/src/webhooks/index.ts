export { type OutgoingWebhook, signWebhook } from './sign-webhook.ts'
export { type VerifiedWebhook, type VerifyWebhookOptions, verifyWebhook } from './verify-webhook.ts'
