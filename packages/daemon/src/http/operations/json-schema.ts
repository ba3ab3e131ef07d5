import { z } from 'zod'

/** As far as it is looked into. */
export interface JsonSchema {
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly description?: string
  readonly [keyword: string]: unknown
}

/** Schemas of one description: what has a name (`.meta({ id })`) stands in it once. */
export interface Schemas {
  /** Of what is sent, `input`, or of what is answered. */
  of(schema: z.ZodType, direction: 'input' | 'output'): JsonSchema
  /** Those with a name, so far. */
  shared(): Readonly<Record<string, JsonSchema>>
}

export function createSchemas(): Schemas {
  const named: Record<string, JsonSchema> = {}
  return {
    of: (schema, io) => {
      const {
        $schema: _,
        $defs = {},
        ...own
      } = z.toJSONSchema(schema, { io, target: 'draft-2020-12', unrepresentable: 'any', override: writeDates })
      for (const [name, definition] of Object.entries($defs)) named[name] = relocated(definition) as JsonSchema
      return relocated(own) as JsonSchema
    },
    shared: () => named,
  }
}

/** A date is written as a text. */
function writeDates({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: Record<string, unknown> }) {
  if (zodSchema._zod.def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' })
}

/** References within one schema become references within the description. */
function relocated(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(relocated)
  if (typeof node !== 'object' || node === null) return node
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== 'id' || typeof (node as { id: unknown }).id !== 'string')
      .map(([key, value]) => [
        key,
        key === '$ref' && typeof value === 'string'
          ? value.replace('#/$defs/', '#/components/schemas/')
          : relocated(value),
      ]),
  )
}
