/**
 * All that runs in the browser: while the page is looked at and nothing is being filled in, what is marked as live is
 * fetched anew. Without it the page says the same and stands still.
 */
export const SCRIPT = `
const SECONDS = 3
const isBusy = () => document.hidden || document.querySelector('[data-live] :focus') !== null
async function renew() {
  const live = document.querySelector('[data-live]')
  if (!live || isBusy()) return
  const response = await fetch(location.href, { headers: { accept: 'text/html' }, redirect: 'error' })
  if (!response.ok) return void (stopped = true)
  const next = new DOMParser().parseFromString(await response.text(), 'text/html').querySelector('[data-live]')
  if (next && !isBusy()) live.replaceWith(document.adoptNode(next))
}
let stopped = false
async function loop() {
  await renew().catch(() => {})
  if (!stopped) setTimeout(loop, SECONDS * 1000)
}
setTimeout(loop, SECONDS * 1000)
`
