import * as z from 'zod/mini'
import type { Country, Operator, Service } from '../provider/catalog.ts'
import { made, orNull, type Schema } from './schema.ts'
import type { WireCountry, WireOperator, WireService } from './types.ts'

export const formatService = ({ slug, nativeId, name }: Service): WireService => ({ slug, native_id: nativeId, name })

export const formatCountry = ({ iso, nativeId, name }: Country): WireCountry => ({ iso, native_id: nativeId, name })

export const formatOperator = ({ nativeId, name }: Operator): WireOperator => ({ native_id: nativeId, name })

const native = { native_id: z.string(), name: z.string() }

export const service: Schema<Service> = made(
  { slug: orNull(z.string()), ...native },
  ({ slug, native_id: nativeId, name }) => ({ slug, nativeId, name }),
)

export const country: Schema<Country> = made(
  { iso: orNull(z.string()), ...native },
  ({ iso, native_id: nativeId, name }) => ({ iso, nativeId, name }),
)

export const operator: Schema<Operator> = made(native, ({ native_id: nativeId, name }) => ({ nativeId, name }))
