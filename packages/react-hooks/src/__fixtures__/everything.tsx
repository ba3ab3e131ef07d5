import {
  useActivation,
  useAvailability,
  useBalance,
  useBuyActivation,
  useCountries,
  useOffers,
  useOneSmsClient,
  useRental,
  useRentNumber,
  useServices,
  useSmsPolling,
  useTimeLeft,
} from '../index.ts'

const NUMBER = 'hero-sms:4711'
const NUMBERS = [NUMBER, 'hero-sms:4712']

/** A component that uses every hook there is. */
export function Everything() {
  const { provider } = useOneSmsClient()
  const services = useServices()
  const countries = useCountries()
  const offers = useOffers({ service: 'telegram' })
  const availability = useAvailability({ service: 'telegram' }, { refetchInterval: 10_000 })
  const balance = useBalance()
  const buying = useBuyActivation()
  const renting = useRentNumber()
  const activation = useActivation(NUMBER)
  const rental = useRental('hero-sms:4713')
  const { numbers } = useSmsPolling(NUMBERS)
  const { left } = useTimeLeft(NUMBER)
  return (
    <main>
      <h1>{provider.name}</h1>
      <p>{[services, countries, offers, availability, balance].map(({ status }) => status).join(' ')}</p>
      <p>{services.data?.map(({ name }) => name).join(', ')}</p>
      <p>{`${buying.status} ${renting.status}`}</p>
      <p>{`${activation.isLoading} ${activation.code} ${rental.isLoading} ${rental.phone} ${numbers.size} ${left}`}</p>
    </main>
  )
}
