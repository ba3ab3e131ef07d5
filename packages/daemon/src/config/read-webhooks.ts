import type { Provider } from '@onesms/sdk'
import { signWebhook } from '@onesms/sdk/webhooks'
import { hashOf, isSameHash } from '../http/auth/token.ts'
import type { Receiver } from '../webhooks-in/receiver.ts'
import type { Endpoint } from '../webhooks-out/endpoint.ts'
import type { Environment } from './env.ts'
import type { WebhooksSection } from './webhooks.ts'

/** The section with its secrets: of those that come in the hashes, of those that go out what signs with them. */
export interface Webhooks {
  readonly receivers: readonly Receiver[]
  readonly endpoints: readonly Endpoint[]
  readonly allowPrivateTargets: readonly string[]
}

/** Reads the secrets whose variables a configuration names. None of them is kept where it could be printed, and none is quoted. */
export async function readWebhooks(
  section: WebhooksSection,
  environment: Environment,
  providers: readonly Provider[],
): Promise<{ readonly webhooks: Webhooks; readonly mistakes: readonly string[] }> {
  const mistakes: string[] = []
  const receivers: Receiver[] = []
  for (const { provider: account, secretEnv } of section.in) {
    const provider = providers.find(({ id }) => id === account)
    const secret = environment[secretEnv]
    const hash = hashOf(secret ?? '')
    const wrong = secret ? weaknessOf(secret) : 'is not set'
    if (!provider) mistakes.push(`webhooks.in: no provider ${account} is configured`)
    else if (!provider.webhooks) mistakes.push(`webhooks.in: ${account} makes no calls`)
    else if (wrong !== null) mistakes.push(`webhooks.in (${secretEnv}): ${wrong}; make one by: openssl rand -hex 32`)
    else if (receivers.some(other => isSameHash(other.hash, hash))) {
      mistakes.push(`webhooks.in (${secretEnv}): is the same as another secret`)
    } else receivers.push({ account, hash })
  }
  const endpoints: Endpoint[] = []
  for (const { id, url, secretEnv, previousSecretEnv, events, subjects = null, include } of section.out) {
    const secrets: string[] = []
    for (const name of [secretEnv, ...(previousSecretEnv === undefined ? [] : [previousSecretEnv])]) {
      const secret = environment[name] ?? ''
      if (await canSign(secret)) secrets.push(secret)
      else mistakes.push(`webhooks.out.${id} (${name}): must be whsec_ and 24 to 64 bytes in base64`)
    }
    endpoints.push({ id, url, types: events, subjects, include, sign: message => signWebhook(message, secrets) })
  }
  return { webhooks: { receivers, endpoints, allowPrivateTargets: section.allowPrivateTargets }, mistakes }
}

/** Why a secret cannot be the last part of an address; `null` when it can. Of hexadecimal digits it has 128 bits or more. */
function weaknessOf(secret: string): string | null {
  if (!/^[\w-]{32,256}$/.test(secret)) return 'must be 32 to 256 letters, digits, _ and -'
  return new Set(secret).size < 10 ? 'does not look random' : null
}

async function canSign(secret: string): Promise<boolean> {
  return signWebhook({ id: 'evt', at: new Date(0), body: '' }, [secret]).then(
    () => true,
    () => false,
  )
}
