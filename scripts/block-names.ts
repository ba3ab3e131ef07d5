/** Names that blocks of code in the pages use without saying where they are from. A block that declares one means its own. */
export const NAMES = `
declare const apiKey: string
declare const databaseUrl: string
declare const token: string
declare const ONESMS_URL: string
declare const ONESMS_TOKEN: string
declare const order: { readonly id: string }
declare const fetchToken: () => Promise<string>
declare const userOf: (request: Request) => Promise<{ readonly id: string } | null>
declare const handleOnce: (id: string, payload: unknown) => Promise<void>
declare const POST: (request: Request) => Promise<Response>

type Activation = import('@onesms/sdk').Activation
declare const activation: Activation
declare const rental: import('@onesms/sdk').Rental
declare const client: import('@onesms/sdk').Client<ReturnType<typeof heroSms>>
declare const store: import('@onesms/sdk').IntentStore
declare const createClient: typeof import('@onesms/sdk').createClient
declare const createMemoryStore: typeof import('@onesms/sdk').createMemoryStore
declare const PurchaseUnknownError: typeof import('@onesms/sdk').PurchaseUnknownError
declare const heroSms: typeof import('@onesms/sdk/providers/hero-sms').heroSms
declare const daemon: typeof import('@onesms/sdk/providers/daemon').daemon
declare const defineConfig: typeof import('@onesms/daemon').defineConfig

declare const FakeClock: typeof import('@onesms/sdk/testing').FakeClock
declare const createHandlerApiEmulator: typeof import('@onesms/sdk/testing').createHandlerApiEmulator
declare const describeProvider: typeof import('@onesms/sdk/testing').describeProvider
type FiveSimEmulator = ReturnType<typeof import('@onesms/sdk/testing').createFiveSimEmulator>
declare const emulator: ReturnType<typeof createHandlerApiEmulator> & Pick<FiveSimEmulator, 'catalog'>
declare const ledger: typeof emulator.ledger

declare const OneSmsClientProvider: typeof import('@onesms/react').OneSmsClientProvider
declare const queryClient: import('@tanstack/react-query').QueryClient
declare const Verify: (props: {
  readonly service: import('@onesms/sdk').ServiceRef
  readonly country: import('@onesms/sdk').CountryRef
}) => import('react').ReactNode
`
