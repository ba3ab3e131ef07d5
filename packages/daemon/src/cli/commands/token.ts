import { randomBytes } from 'node:crypto'
import { hashOf } from '../../http/auth/token.ts'
import { EXIT } from '../exit.ts'
import { print, say } from '../output.ts'

/** `onesms token`: a fresh token. It is shown once and kept nowhere. */
export function token({ json }: { readonly json?: boolean | undefined }): number {
  const fresh = randomBytes(48).toString('base64url')
  const hash = hashOf(fresh).toString('hex')
  if (json) {
    print(JSON.stringify({ token: fresh, sha256: hash }))
    return EXIT.ok
  }
  print(fresh)
  say(`\nIts SHA-256, by which a daemon knows it: ${hash}`)
  say('Keep it where your secrets are, and give it to the daemon by a variable:')
  say('  ONESMS_TOKEN=…                    everything but administering, or')
  say("  http: { tokens: [{ tokenEnv: 'SHOP_TOKEN', scopes: ['purchase'], subject: 'shop' }] }")
  say('Whoever sends it may do what its scopes say: Authorization: Bearer <token>')
  return EXIT.ok
}
