import type { Country, Operator, Service } from '../provider/catalog.ts'
import type { Fields } from './fields.ts'
import type { WireCountry, WireOperator, WireService } from './types.ts'

export const formatService = ({ slug, nativeId, name }: Service): WireService => ({ slug, native_id: nativeId, name })

export const formatCountry = ({ iso, nativeId, name }: Country): WireCountry => ({ iso, native_id: nativeId, name })

export const formatOperator = ({ nativeId, name }: Operator): WireOperator => ({ native_id: nativeId, name })

export const readService = (fields: Fields): Service => ({ slug: fields.textOrNull('slug'), ...readNative(fields) })

export const readCountry = (fields: Fields): Country => ({ iso: fields.textOrNull('iso'), ...readNative(fields) })

export const readOperator = (fields: Fields): Operator => readNative(fields)

const readNative = (fields: Fields) => ({ nativeId: fields.text('native_id'), name: fields.text('name') })
