import { OneSmsError } from '@onesms/sdk'

/** What of an error goes into a log: never its cause, its stack, or what a provider answered, which may be an SMS. */
export function describeError(error: unknown): { readonly message: string; readonly code: string | undefined } {
  if (OneSmsError.is(error)) {
    // Below its first line stands what to do; of an answer that nobody understood, the answer.
    const [fact = ''] = error.message.split('\n')
    return { message: error.code === 'unexpected_response' ? fact : oneLine(error.message), code: error.code }
  }
  if (!(error instanceof Error)) return { message: String(error), code: undefined }
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined
  return { message: oneLine(error.message) || error.name, code }
}

function oneLine(text: string): string {
  return text.replace(/([^.!?:;])\n/g, '$1. ').replaceAll('\n', ' ')
}
