/** Whether a value from `JSON.parse` is an object and no array. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** Whether a value is `[]`, which is also how PHP writes an empty map. */
export function isEmptyArray(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
