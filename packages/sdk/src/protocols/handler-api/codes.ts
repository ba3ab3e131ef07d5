/** Whether a key is a country: ids are whole numbers. */
export function isCountryId(key: string): boolean {
  return /^\d+$/.test(key)
}

/** Whether a key looks like a service: codes have two to four letters in all lists seen, while few other words do. */
export function isServiceCode(key: string): boolean {
  return /^[a-zA-Z]{2,4}$/.test(key)
}
