/** A word for a failure below HTTP. Only a code is taken over: messages of foreign errors quote the URL. */
export function networkCode(error: unknown): string {
  let cause = error
  for (let depth = 0; depth < 8 && cause instanceof Error; depth += 1) {
    const { code } = cause as { code?: unknown }
    if (typeof code === 'string' && /^[A-Z][A-Z0-9_]{2,40}$/.test(code)) return code
    cause = cause.cause
  }
  return 'network error'
}

const BEFORE_CONNECTION =
  /^(ENOTFOUND|EAI_[A-Z]+|ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|UND_ERR_CONNECT_TIMEOUT|(DEPTH_ZERO_)?SELF_SIGNED_CERT(_IN_CHAIN)?|UNABLE_TO_[A-Z_]+|CERT_[A-Z_]+|ERR_TLS_CERT_[A-Z_]+)$/

/**
 * Whether a code can only come from a connection that never stood: no name, no route, nobody there, no trust. Faults of TLS
 * itself (`ERR_SSL_…`) are none of these: an answer that is garbled on its way ends in the same words.
 */
export function isBeforeConnection(code: string): boolean {
  return BEFORE_CONNECTION.test(code)
}
