import type { Country } from '@onesms/sdk'
import { groupPhone } from '../format/phone.ts'
import { useDecor } from './use-decor.ts'

/** A phone number as it is read easily. */
export function usePhone(phone: string, { iso }: Pick<Country, 'iso'>): string {
  const dialCodes = useDecor()?.dialCodes
  return groupPhone(phone, (iso !== null && dialCodes?.get(iso)) || '')
}
