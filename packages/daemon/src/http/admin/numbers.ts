import type { MessageState, NumberState } from '../../db/store/read/admin/numbers.ts'
import { chip, count, foreign, type Html, html, maskPhone, money, type Tone, table, time } from './markup.ts'
import { csrfField, type PageParts } from './shell.ts'

/** The number whose SMS somebody has asked to see. */
export interface ShownNumber {
  readonly id: string
  readonly phone: string | null
  readonly messages: readonly MessageState[]
}

export interface NumbersFacts {
  readonly now: Date
  readonly numbers: readonly NumberState[]
  /** Whether there are more than are shown. */
  readonly isCut: boolean
  readonly shown: ShownNumber | null
}

const TONES: Readonly<Record<string, Tone>> = { waiting: 'busy', retrying: 'busy', received: 'good', active: 'good' }

/** Numbers that are not over. What was sent to one is shown when it is asked for, and that is written down. */
export function numbers({ now, numbers, isCut, shown }: NumbersFacts, csrf: string): PageParts {
  const head = ['Number', 'Phone', 'What', 'State', 'SMS', 'Price', 'For', 'Bought', 'Ends', '']
  return {
    title: 'Numbers',
    lead: html`Not over, as of ${time(now)}. ${isCut && html`The latest ${count(numbers.length)} are shown.`}`,
    body: html`${shown && shownNumber(shown)}
      <section><h2>Open</h2>${table(
        { caption: 'Open numbers', head, empty: 'No number is open.' },
        numbers.map(number => [
          html`<span class="id">${number.id}</span>`,
          maskPhone(number.phone),
          html`<div>${foreign(number.service)}, ${foreign(number.country)}${number.operator && html`, ${foreign(number.operator)}`}${
            number.kind === 'rental' && html` <small>rental</small>`
          }</div>`,
          html`<div>${chip(number.status, TONES[number.status] ?? 'calm')}${number.cancelRequestedAt && html` <small>to be given back</small>`}</div>`,
          count(number.messages),
          money(number.price, number.currency),
          number.subject === null ? '' : foreign(number.subject),
          time(number.boughtAt, now),
          number.expiresAt ? time(number.expiresAt, now) : html`<span class="none">untold</span>`,
          textsForm(number, csrf),
        ]),
      )}</section>`,
  }
}

function textsForm({ id, messages }: NumberState, csrf: string): Html | string {
  if (messages === 0) return ''
  return html`<form method="post" action="/admin/numbers/texts">${csrfField(csrf)}<input type="hidden" name="id" value="${id}">
    <button aria-label="Show SMS of ${id}">Show SMS</button></form>`
}

function shownNumber({ id, phone, messages }: ShownNumber): Html {
  return html`<section><h2><span class="id">${id}</span> ${foreign(phone)}</h2>
    ${table(
      { caption: `SMS of ${id}`, head: ['Came', 'From', 'Code', 'Text'], empty: 'Nothing was sent to it.' },
      messages.map(({ at, sender, code, text, channel }) => [
        time(at),
        html`<div>${foreign(sender)}${channel === 'voice' && html` <small>call</small>`}</div>`,
        code === null ? html`<span class="none">none</span>` : html`<strong>${foreign(code)}</strong>`,
        html`<div class="sms wrap">${foreign(text)}</div>`,
      ]),
    )}<p><small>That you looked stands in the audit.</small></p></section>`
}
