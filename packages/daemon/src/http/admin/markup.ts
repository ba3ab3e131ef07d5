import { html } from 'hono/html'

export { html }

/** Markup: whatever was put into it as text is escaped. */
export type Html = ReturnType<typeof html>

/** Signs that are not seen but change what is: control characters, and those that turn the direction of what follows. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g
const LONGEST = 500

/**
 * Text of somebody else, a name or an SMS: shown as it is, without touching what stands around it. What nobody would see
 * stands as its number.
 */
export function foreign(text: string | null | undefined): Html {
  if (text === null || text === undefined || text === '') return html`<span class="none">none</span>`
  const cut = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
  const seen = cut.replace(UNSEEN, sign => `\\u${(sign.codePointAt(0) ?? 0).toString(16).padStart(4, '0')}`)
  return html`<bdi>${seen}</bdi>`
}

/** An instant with its zone, for eyes and for programs; how long ago stands beside it. */
export function time(at: Date | null | undefined, now?: Date): Html {
  if (!at) return html`<span class="none">never</span>`
  const iso = at.toISOString()
  const shown = `${iso.slice(0, 10)} ${iso.slice(11, 19)} UTC`
  if (!now) return html`<time datetime="${iso}">${shown}</time>`
  return html`<time datetime="${iso}" title="${shown}">${distance(at.getTime() - now.getTime())}</time>
    <small>${shown}</small>`
}

/** `3 min ago`, `in 2 h`. */
export function distance(ms: number): string {
  const length = span(Math.abs(ms))
  if (length === '0 s') return 'now'
  return ms < 0 ? `${length} ago` : `in ${length}`
}

/** A length of time in its largest unit, rounded down: `42 s`. */
export function span(ms: number): string {
  const units: readonly (readonly [number, string])[] = [
    [86_400_000, 'd'],
    [3_600_000, 'h'],
    [60_000, 'min'],
  ]
  const [size, name] = units.find(([size]) => ms >= 2 * size) ?? [1_000, 's']
  return `${Math.floor(ms / size)} ${name}`
}

const group = new Intl.NumberFormat('en-GB')

export const count = (value: number | null): string => (value === null ? 'untold' : group.format(value))

export function money(amount: string | null | undefined, currency?: string | null): Html {
  if (amount === null || amount === undefined) return html`<span class="none">untold</span>`
  return html`<span class="figure">${amount}</span>${currency ? html` <small>${currency}</small>` : ''}`
}

/** How good something is; the word stands beside the colour. */
export type Tone = 'good' | 'warn' | 'bad' | 'busy' | 'calm'

export const chip = (word: string, tone: Tone): Html => html`<span class="chip ${tone}">${word}</span>`

/** The country code and the last digits: enough to tell numbers apart, not to call one. */
export function maskPhone(phone: string | null): string {
  if (phone === null) return 'removed'
  const digits = phone.replace(/\D/g, '')
  return digits.length < 8 ? '•••' : `+${digits.slice(0, 2)} ••• ${digits.slice(-3)}`
}

/** A table; on a phone each row is a card, whose fields carry the headings. */
export function table(
  { caption, head, empty }: { readonly caption: string; readonly head: readonly string[]; readonly empty: string },
  rows: readonly (readonly unknown[])[],
): Html {
  if (rows.length === 0) return html`<p class="empty">${empty}</p>`
  return html`<div class="scroll" tabindex="0" role="region" aria-label="${caption}"><table>
    <caption class="unseen">${caption}</caption>
    <thead><tr>${head.map(title => html`<th scope="col">${title}</th>`)}</tr></thead>
    <tbody>${rows.map(
      cells =>
        html`<tr>${cells.map((cell, index) => html`<td data-label="${head[index] ?? ''}"><div>${cell}</div></td>`)}</tr>`,
    )}</tbody>
  </table></div>`
}
