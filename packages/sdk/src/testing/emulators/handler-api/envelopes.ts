import { json, type Reply } from '../reply.ts'

/** `{"title":"CODE","details":"text","info":{…}}`, the envelope of HeroSMS and of the newer actions of Tiger SMS. */
export const titled = (
  title: string,
  details: string,
  status: number,
  info?: Readonly<Record<string, unknown>>,
): Reply => json({ title, details, ...(info && { info }) }, status)

/** The same for a parameter that is missing or malformed. */
export const invalid = (field: string, message: string): Reply =>
  titled('UNPROCESSABLE_ENTITY', 'Validation failed', 422, { field, code: 'INVALID', message })

/** `{"status":"false","msg":"text"}`: the status is a string, and the HTTP status says success. */
export const falseStatus = (msg: string): Reply => json({ status: 'false', msg })

/** `{"error":"text"}` and nothing else, with HTTP 200. */
export const errorOnly = (error: string): Reply => json({ error })

/** What the web framework of SMSBower answers before its own code runs. */
export const framework = (message: string, status: number): Reply => json({ status: 0, message, data: [] }, status)
