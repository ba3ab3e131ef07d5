import type { DeadLetter, LeaseState, SystemState } from '../../db/store/read/admin/system.ts'
import { chip, count, distance, foreign, type Html, html, table, time } from './markup.ts'
import { csrfField, type PageParts } from './shell.ts'

/** What runs where, and what did not get through. */
export function system({ now, leases, endpoints, dead, inboxWaiting }: SystemState, csrf: string): PageParts {
  return {
    title: 'System',
    lead: html`As of ${time(now)}`,
    live: true,
    body: html`
      <section><h2>Processes</h2>${processTable(leases)}</section>
      <section><h2>Leases</h2>${table(
        { caption: 'Leases', head: ['Lease', 'State', 'Process', 'Ends', 'Token'], empty: 'Nothing has run yet.' },
        leases.map(({ name, holder, token, expiresAt, isHeld }) => [
          html`<span class="id">${name}</span>`,
          isHeld ? chip('held', 'busy') : chip('free', 'calm'),
          html`<span class="id">${holder}</span>`,
          isHeld
            ? distance(expiresAt.getTime() - now.getTime())
            : html`<span class="none">ended ${distance(expiresAt.getTime() - now.getTime())}</span>`,
          html`<span class="figure">${token}</span>`,
        ]),
      )}</section>
      <section><h2>Webhooks</h2><p>Calls of providers that wait to be handled: ${count(inboxWaiting)}.</p>${table(
        {
          caption: 'Endpoints',
          head: ['Endpoint', 'Waiting', 'Given up', 'Oldest'],
          empty: 'No endpoint is configured.',
        },
        endpoints.map(({ endpoint, pending, dead, oldestAt }) => [
          html`<strong>${endpoint}</strong>`,
          count(pending),
          dead > 0 ? chip(count(dead), 'bad') : '0',
          oldestAt ? time(oldestAt, now) : '',
        ]),
      )}</section>
      <section id="dead"><h2>Given up</h2>${table(
        {
          caption: 'Dead letters',
          head: ['Endpoint', 'Event', 'Type', 'Tries', 'Last answer', 'Of', 'Given up', ''],
          empty: 'Everything got through.',
        },
        dead.map(letter => [
          letter.endpoint,
          html`<span class="id">${letter.eventId}</span>`,
          letter.type,
          count(letter.attempts),
          html`<div class="wrap">${foreign(letter.lastResult)}</div>`,
          time(letter.createdAt),
          time(letter.settledAt, now),
          replayForm(letter, csrf),
        ]),
      )}</section>`,
  }
}

function replayForm({ eventId, endpoint }: DeadLetter, csrf: string): Html {
  return html`<form method="post" action="/admin/webhooks/replay">${csrfField(csrf)}
    <input type="hidden" name="event" value="${eventId}"><input type="hidden" name="endpoint" value="${endpoint}">
    <button aria-label="Send again: ${eventId} to ${endpoint}">Send again</button></form>`
}

/** Processes show themselves by what they hold. */
function processTable(leases: readonly LeaseState[]): Html {
  const byHolder = new Map<string, string[]>()
  for (const { isHeld, holder, name } of leases) {
    if (isHeld) byHolder.set(holder, [...(byHolder.get(holder) ?? []), name])
  }
  return table(
    { caption: 'Processes', head: ['Process', 'Holds'], empty: 'No process holds anything at this moment.' },
    [...byHolder].map(([holder, held]) => [html`<span class="id">${holder}</span>`, held.join(', ')]),
  )
}
