/** Of an app whose users are signed in by a cookie. */
export async function fetchToken(): Promise<string> {
  const answer = await fetch('/session', { method: 'POST' })
  if (!answer.ok) throw new Error(`/session was answered ${answer.status}`)
  return ((await answer.json()) as { readonly token: string }).token
}
