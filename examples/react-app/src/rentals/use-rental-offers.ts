import { useOneSmsClient } from '@onesms/react'
import type { Client, RentalOffer, RentalsResource } from '@onesms/sdk'
import { useQuery } from '@tanstack/react-query'
import { refOf } from '../catalog/service-ref.ts'

/** The client of this page rents, since a daemon does. */
const useRentals = () => (useOneSmsClient() as Client & { readonly rentals: RentalsResource }).rentals

/** What of a service can be rented, for how long and at which price; in one country, or in all. */
export function useRentalOffers(service: string, country: string | null) {
  const rentals = useRentals()
  return useQuery<readonly RentalOffer[]>({
    queryKey: ['app', 'rental-offers', service, country],
    queryFn: ({ signal }) =>
      rentals.offers({ service: refOf(service), ...(country !== null && { country: refOf(country) }) }, { signal }),
  })
}

/** By which lengths a rented number can be extended now. */
export function useExtensions(id: string) {
  const rentals = useRentals()
  return useQuery({
    queryKey: ['app', 'extensions', id],
    queryFn: async ({ signal }) => (await rentals.get(id)).extensions({ signal }),
    retry: false,
  })
}
