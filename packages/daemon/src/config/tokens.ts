import type { KnownToken } from '../http/auth/identity.ts'
import { scopes } from '../http/auth/scope.ts'
import { hashOf, isSameHash, weaknessOf } from '../http/auth/token.ts'
import { isLoopback } from '../http/loopback.ts'
import type { Environment } from './env.ts'
import type { ParsedConfig } from './schema.ts'

type Http = ParsedConfig['http']

const DEFAULT_VARIABLE = 'ONESMS_TOKEN'

/**
 * The tokens whose variables a configuration names; where it names none, that of ONESMS_TOKEN. Of a token itself nothing is
 * kept, and nothing is said.
 */
export function readTokens(
  { tokens: named, host }: Pick<Http, 'tokens' | 'host'>,
  environment: Environment,
): { readonly tokens: readonly KnownToken[]; readonly mistakes: readonly string[] } {
  const tokens: KnownToken[] = []
  const mistakes: string[] = []
  for (const { tokenEnv, scopes, subject, issue = false } of named.length > 0 ? named : defaultTokens(environment)) {
    const token = environment[tokenEnv]
    const weakness = token ? weaknessOf(token) : 'is not set'
    const hash = hashOf(token ?? '')
    if (weakness !== null) mistakes.push(`http.tokens (${tokenEnv}): ${weakness}; make one by: openssl rand -base64 48`)
    else if (tokens.some(other => isSameHash(other.hash, hash))) {
      mistakes.push(`http.tokens (${tokenEnv}): is the same as another token`)
    } else tokens.push({ hash, scopes: new Set(scopes), subject: subject ?? tokenEnv.toLowerCase(), issue })
  }
  if (
    named.length > 0 &&
    environment[DEFAULT_VARIABLE] &&
    !named.some(({ tokenEnv }) => tokenEnv === DEFAULT_VARIABLE)
  ) {
    mistakes.push(
      `http.tokens (${DEFAULT_VARIABLE}): is set, but is not among the tokens that the file names, so nobody could use it; ` +
        `add { tokenEnv: '${DEFAULT_VARIABLE}', scopes: […] }, or unset it`,
    )
  }
  if (!isLoopback(host) && tokens.length === 0 && mistakes.length === 0) {
    mistakes.push(
      `http.host (ONESMS_HOST): other machines reach ${host}, so set ${DEFAULT_VARIABLE}, or name http.tokens`,
    )
  }
  return { tokens, mistakes }
}

function defaultTokens(environment: Environment): Http['tokens'] {
  if (!environment[DEFAULT_VARIABLE]) return []
  return [{ tokenEnv: DEFAULT_VARIABLE, scopes: scopes.filter(scope => scope !== 'admin'), issue: true }]
}
