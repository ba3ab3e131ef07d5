import { nearest } from '@onesms/sdk/catalog'
import { z } from 'zod'
import { Problem } from './problem.ts'
import { invalidParameter, whatIsWrong } from './query.ts'

/** Bytes of a body that somebody reads. */
const LARGEST = 16_384

/**
 * The text of a body of at most `largest` bytes.
 *
 * @throws {@link Problem} for one that is too large, however it is sent.
 */
export async function readText(request: Request, largest = LARGEST): Promise<string> {
  if (Number(request.headers.get('content-length') ?? 0) > largest) throw tooLarge(largest)
  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of request.body ?? []) {
    size += chunk.byteLength
    if (size > largest) throw tooLarge(largest)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

/**
 * A body of JSON, as strictly as the query is read.
 *
 * @throws {@link Problem} that names the member and what to do.
 */
export async function readJson<Schema extends z.ZodType>(schema: Schema, request: Request): Promise<z.output<Schema>> {
  if (mediaTypeOf(request) !== 'application/json') {
    throw new Problem({ code: 'malformed_request', detail: 'Send JSON, with Content-Type: application/json.' })
  }
  const result = schema.safeParse(parse(await readText(request)))
  if (result.success) return result.data
  const [issue] = result.error.issues
  if (issue?.code === 'unrecognized_keys') {
    const [field = ''] = issue.keys
    throw new Problem({
      code: 'unknown_parameter',
      field: field.slice(0, 64),
      detail: 'There is no such member here.',
      suggestions: schema instanceof z.ZodObject ? nearest(field.slice(0, 64), Object.keys(schema.shape)) : [],
    })
  }
  throw invalidParameter(issue?.path.join('.') || 'body', whatIsWrong(issue))
}

/** Of a body, in small letters and without parameters. */
export function mediaTypeOf({ headers }: Request): string {
  const [type = ''] = (headers.get('content-type') ?? '').split(';')
  return type.trim().toLowerCase()
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Problem({ code: 'malformed_request', detail: 'The body is not JSON.' })
  }
}

function tooLarge(largest: number): Problem {
  return new Problem({
    code: 'malformed_request',
    detail: `A body has at most ${largest} bytes.`,
    headers: { connection: 'close' }, // else the rest of the body would be waited for
  })
}
