export function equal(actual: unknown, expected: unknown): void {
  const [seen, wanted] = [textOf(actual), textOf(expected)]
  if (seen !== wanted) throw new Error(`expected ${wanted}, got ${seen}`)
}

export function includes(actual: object | null, expected: object): void {
  for (const [name, value] of Object.entries(expected)) equal((actual as Record<string, unknown> | null)?.[name], value)
}

/** Text that tells a date from its text, and does not mind in which order fields come. */
function textOf(value: unknown): string {
  if (value instanceof Date) return `Date(${value.toISOString()})`
  if (Array.isArray(value)) return `[${value.map(textOf).join()}]`
  if (typeof value !== 'object' || value === null) return String(JSON.stringify(value))
  const fields = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1))
  return `{${fields.map(([name, field]) => `${name}:${textOf(field)}`).join()}}`
}
