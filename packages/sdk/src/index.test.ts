import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

interface Manifest {
  readonly exports: Readonly<Record<string, string | { readonly '@onesms/source': string }>>
}

const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as Manifest

/** What each entry of the package gives at run time, types left out. */
async function exportedNames(): Promise<Record<string, string[]>> {
  const names: Record<string, string[]> = {}
  for (const [entry, target] of Object.entries(manifest.exports)) {
    // Those of a provider are held to its registry entry.
    if (typeof target === 'string' || /^\.\/providers\/(?!registry$)/.test(entry)) continue
    names[entry] = Object.keys(await import(new URL(`.${target['@onesms/source']}`, import.meta.url).href)).sort()
  }
  return names
}

describe('entries of the package', () => {
  it('export these names and no others', async () => {
    expect(await exportedNames()).toMatchInlineSnapshot(`
      {
        ".": [
          "AccountBlockedError",
          "ActivationEndedError",
          "AuthenticationError",
          "CapabilityError",
          "ConfigurationError",
          "FailoverError",
          "IdempotencyConflictError",
          "InsufficientBalanceError",
          "IntentStoreError",
          "InvalidTransitionError",
          "LimitReachedError",
          "NotFoundError",
          "OneSmsError",
          "OutOfStockError",
          "PriceCapError",
          "ProviderUnavailableError",
          "PurchaseHeldError",
          "PurchaseNotSentError",
          "PurchaseUnknownError",
          "RateLimitError",
          "TooEarlyToCancelError",
          "UnexpectedResponseError",
          "UnknownReferenceError",
          "WaitTimeoutError",
          "WebhookError",
          "cheapest",
          "compareMoney",
          "createClient",
          "createMemoryStore",
          "failover",
          "formatMoney",
          "snapshotFromJson",
          "targetsFromJson",
        ],
        "./catalog": [
          "directoryCountries",
          "directoryServices",
          "nearest",
        ],
        "./file-store": [
          "openFileStore",
        ],
        "./protocols/handler-api": [
          "classicDialect",
          "getBalance",
          "getCountries",
          "getNumbersStatus",
          "getOperators",
          "getPrices",
          "getPricesV2",
          "getPricesV3",
          "getServicesList",
          "getTopCountriesByService",
          "handlerApi",
          "refusals",
        ],
        "./provider-kit": [
          "AccountBlockedError",
          "AuthenticationError",
          "CapabilityError",
          "ConfigurationError",
          "InsufficientBalanceError",
          "InvalidTransitionError",
          "NotFoundError",
          "OneSmsError",
          "OutOfStockError",
          "PriceCapError",
          "ProviderUnavailableError",
          "PurchaseNotSentError",
          "RateLimitError",
          "TooEarlyToCancelError",
          "UnexpectedResponseError",
          "UnknownReferenceError",
          "WebhookError",
          "apiKeySecrets",
          "checkBaseUrl",
          "createHttp",
          "createLimiter",
          "defineProvider",
          "excerpt",
          "parseAmount",
          "parseRetryAfter",
          "referenceTable",
          "resolveApiKey",
          "resolveReference",
          "systemClock",
        ],
        "./providers/registry": [
          "registry",
        ],
        "./testing": [
          "FakeClock",
          "createFiveSimEmulator",
          "createHandlerApiEmulator",
          "describeProvider",
          "intentStoreCases",
          "keepTime",
          "noActivations",
          "serve",
          "unknownTraits",
        ],
        "./webhooks": [
          "signWebhook",
          "verifyWebhook",
        ],
        "./wire": [
          "errorOfProblem",
          "formatActivation",
          "formatEvent",
          "formatExtensionOffer",
          "formatMessage",
          "formatRentalOffer",
          "parseActivation",
          "parseEvent",
          "parsePurchase",
          "parseRentalOffer",
          "problemOf",
        ],
      }
    `)
  })
})
