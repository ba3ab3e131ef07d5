/** A variable that the app cannot do without. None of them may reach the page, so none begins with `NEXT_PUBLIC_`. */
export function env(
  name: 'APP_ORIGIN' | 'SESSION_SECRET' | 'ONESMS_URL' | 'ONESMS_TOKEN' | 'WEBHOOK_SECRET' | 'PURCHASES_FILE',
): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set`)
  return value
}
