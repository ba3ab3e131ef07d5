// #region
import { OneSmsClientProvider, useActivation, useBuyActivation, useOffers } from '@onesms/react'
import { createClient, createMemoryStore } from '@onesms/sdk'
import { daemon } from '@onesms/sdk/providers/daemon'
import { fetchToken } from './fetch-token.ts' // yours: a short-lived token from your own backend

const client = createClient({
  provider: daemon({ url: '/api/onesms', token: fetchToken }),
  store: createMemoryStore(), // the daemon keeps the books
})

function Verify() {
  const offers = useOffers({ service: 'telegram', country: 'GB' })
  const buying = useBuyActivation()
  const { phone, code } = useActivation(buying.data)

  if (code) return <output>{code}</output>
  if (phone) return <p>Waiting for an SMS to {phone}</p>
  return (
    <button
      type="button"
      disabled={buying.isPending || !offers.data?.length}
      onClick={() => buying.mutate({ service: 'telegram', country: 'GB', maxPrice: '0.50' })}
    >
      {buying.status === 'checking' ? 'Checking with the provider…' : 'Get a number'}
    </button>
  )
}

export const App = () => (
  <OneSmsClientProvider client={client}>
    <Verify />
  </OneSmsClientProvider>
)
// #endregion
