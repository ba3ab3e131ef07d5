/** A member of a JSON object whose value is already written. */
export const entry = (key: string, value: string): string => `${JSON.stringify(key)}:${value}`

/** A JSON object of members that are already written. */
export const object = (members: readonly string[]): string => `{${members.join(',')}}`
