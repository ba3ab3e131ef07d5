import { useCountries, useServices } from '@onesms/react'
import type { Country, Service } from '@onesms/sdk'
import { useMemo } from 'react'

/** The service of a code, with its name once the list is there. */
export function useServiceOf(code: string): Service {
  const { data } = useServices()
  return useMemo(
    () => data?.find(({ slug, nativeId }) => slug === code || nativeId === code) ?? unnamed(code),
    [data, code],
  )
}

/** Every country that is listed, by code. */
export function useCountryIndex(): ReadonlyMap<string, Country> {
  const { data } = useCountries()
  return useMemo(
    () =>
      new Map(
        data?.flatMap(country =>
          [...new Set([country.iso ?? country.nativeId, country.nativeId])].map(code => [code, country] as const),
        ),
      ),
    [data],
  )
}

/** The country of a code, with its name once the list is there. */
export function useCountryOf(code: string): Country {
  const index = useCountryIndex()
  return useMemo(
    () => index.get(code) ?? { iso: code.includes(':') ? null : code, nativeId: code, name: code },
    [index, code],
  )
}

const unnamed = (code: string): Service => ({
  slug: code.includes(':') ? null : code,
  nativeId: code,
  name: code.includes(':') ? code : code.charAt(0).toUpperCase() + code.slice(1),
})
