/** An answer before it is sent: what an emulator says, and what a fault may still spoil. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
}

const TEXT = 'text/plain; charset=utf-8'
const JSON_TYPE = 'application/json'

/** A plain token. */
export const text = (body: string, status = 200): Reply => ({ status, headers: { 'content-type': TEXT }, body })

/** A value as JSON. */
export const json = (value: unknown, status = 200): Reply => written(JSON.stringify(value), status)

/** JSON that was written beforehand: the price tables, too large to pass through a tree of objects. */
export const written = (body: string | Uint8Array, status = 200): Reply => ({
  status,
  headers: { 'content-type': JSON_TYPE },
  body,
})

export const bodyText = ({ body }: Reply): string => (typeof body === 'string' ? body : new TextDecoder().decode(body))

export const bodyBytes = ({ body }: Reply): Uint8Array =>
  typeof body === 'string' ? new TextEncoder().encode(body) : body

/** Whether the body is JSON by its looks; the content type is no guide with these hosts. */
export const looksLikeJson = (body: string): boolean => /^\s*[[{"]/.test(body)
