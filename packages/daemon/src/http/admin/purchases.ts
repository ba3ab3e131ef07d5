import type { NumberSnapshot } from '@onesms/sdk'
import type { PurchaseSwitch } from '../../db/store/purchases/switch.ts'
import type { PurchaseState } from '../../db/store/read/admin/purchases.ts'
import { chip, foreign, type Html, html, maskPhone, money, type Tone, table, time } from './markup.ts'
import { csrfField, type PageParts } from './shell.ts'

export interface PurchasesFacts {
  readonly now: Date
  readonly power: PurchaseSwitch
  readonly unknown: readonly PurchaseState[]
  /** By the id of the purchase: numbers on the account that may be what it bought. */
  readonly candidates: ReadonlyMap<string, readonly NumberSnapshot[]>
  readonly underWay: readonly PurchaseState[]
  readonly orphans: readonly PurchaseState[]
  readonly latest: readonly PurchaseState[]
}

/** What is not known, what belongs to nobody, and the switch that stops everything. */
export function purchases(facts: PurchasesFacts, csrf: string): PageParts {
  const { now, unknown, underWay, orphans, latest, power } = facts
  return {
    title: 'Purchases',
    lead: html`As of ${time(now)}`,
    body: html`
      <section><h2>Unknown</h2>${
        unknown.length === 0
          ? html`<p class="empty">Of every purchase it is known what it bought.</p>`
          : html`<p>These were sent, and no answer told what came of them. They take of the budget until that is known. The daemon looks
            for them by itself, but closes none that may have bought one of the numbers beside it: those wait for you. Decide only what you
            have seen yourself in the account at the provider.</p>
            ${unknown.map(purchase => unknownCase(purchase, facts, csrf))}`
      }</section>
      ${underWay.length > 0 && html`<section><h2>Under way</h2>${purchaseTable('Under way', underWay, now)}</section>`}
      <section id="orphans"><h2>Orphans</h2>
        <p>Numbers that were found on the account and belong to no purchase of this daemon: somebody else bought them with the same key, or a
        purchase was closed as having bought nothing.</p>${orphanTable(orphans, now)}</section>
      <section><h2>Latest</h2>${purchaseTable('Latest purchases', latest, now)}</section>
      <section><h2>Switch</h2>${powerForm(power, csrf)}</section>`,
  }
}

function unknownCase(purchase: PurchaseState, { now, candidates }: PurchasesFacts, csrf: string): Html {
  const { id, account, kind, sentAt, createdAt, doubt } = purchase
  const found = candidates.get(id) ?? []
  return html`<div class="case">
    <h3>${foreign(purchase.service)} in ${foreign(purchase.country)} ${chip('unknown', 'bad')}</h3>
    <dl>
      <div><dt>Account</dt><dd>${account}</dd></div>
      <div><dt>Kind</dt><dd>${kind}</dd></div>
      <div><dt>Operator</dt><dd>${purchase.operator ? foreign(purchase.operator) : 'any'}</dd></div>
      <div><dt>At most</dt><dd>${cap(purchase)}</dd></div>
      <div><dt>Sent</dt><dd>${time(sentAt ?? createdAt, now)}</dd></div>
      <div><dt>For</dt><dd>${foreign(purchase.subject)}</dd></div>
      <div><dt>Balance before, after</dt><dd>${purchase.balanceBefore ?? 'not read'}, ${purchase.balanceAfter ?? 'not read'}</dd></div>
      <div><dt>Purchase</dt><dd class="id">${id}</dd></div>
    </dl>
    <p><small>Why it is unknown:</small> ${foreign(doubt)}</p>
    <form method="post" action="/admin/purchases/${id}/resolve">${csrfField(csrf)}
      <fieldset><legend>What did it buy?</legend>
        ${found.map(candidate => candidateChoice(id, candidate, now))}
        ${choice(id, 'other', html`Another number`, 'Its id stands in the field below. It must be on this account and belong to no other purchase.')}
        ${choice(id, 'none', html`Nothing`, `The purchase is closed and takes no more of the budget. The same key buys nothing again. Should a number show up later, it is listed as an orphan.`)}
      </fieldset>
      <div class="row"><label class="field"><span>Id of the other number</span><input name="other" autocomplete="off" maxlength="200" placeholder="${account}:…"></label>
      <button class="main">Decide</button></div>
    </form></div>`
}

function candidateChoice(purchase: string, candidate: NumberSnapshot, now: Date): Html {
  const { id, phone, service, country, price, soldAt, observedAt } = candidate
  const bought = soldAt ? html`sold ${time(soldAt, now)}` : 'when it was sold is not told'
  return choice(
    purchase,
    id,
    html`<span class="id">${id}</span> · ${maskPhone(phone)} · ${foreign(service.name ?? service.nativeId)} in ${foreign(country.name ?? country.nativeId)} ·
      ${price ? money(price.amount, price.currency) : money(null)}, ${bought}, first seen ${time(observedAt, now)}`,
    'The number becomes that of this purchase, is followed, and what it cost counts.',
  )
}

const choice = (purchase: string, value: string, what: Html, means: string): Html => html`
  <label class="choice"><input type="radio" name="bought" value="${value}" required aria-describedby="m-${purchase}-${value}"><span>${what}</span>
  <small id="m-${purchase}-${value}">${means}</small></label>`

const cap = ({ maxPrice }: PurchaseState) =>
  maxPrice === null ? html`<span class="none">no cap</span>` : money(maxPrice)

const TONES: Readonly<Record<string, Tone>> = {
  confirmed: 'good',
  unknown: 'bad',
  prepared: 'busy',
  sending: 'busy',
  rejected: 'warn',
}

function purchaseTable(caption: string, rows: readonly PurchaseState[], now: Date): Html {
  const head = ['Purchase', 'Account', 'What', 'State', 'At most', 'Price', 'For', 'Number', 'When']
  return table(
    { caption, head, empty: 'Nothing was bought yet.' },
    rows.map(row => [
      html`<span class="id">${row.id.slice(0, 8)}</span>`,
      row.account,
      html`<div>${foreign(row.service)}, ${foreign(row.country)}${row.kind !== 'activation' && html` <small>${row.kind}</small>`}</div>`,
      html`<div>${chip(row.state.replaceAll('_', ' '), TONES[row.state] ?? 'calm')}${row.refusal && html` <small>${row.refusal}</small>`}</div>`,
      cap(row),
      row.price === null ? '' : money(row.price, row.currency),
      row.subject === null ? '' : foreign(row.subject),
      row.number === null ? '' : html`<span class="id">${row.number}</span>`,
      time(row.createdAt, now),
    ]),
  )
}

function orphanTable(rows: readonly PurchaseState[], now: Date): Html {
  return table(
    { caption: 'Orphans', head: ['Number', 'Phone', 'Account', 'What', 'Price', 'Found'], empty: 'There are none.' },
    rows.map(row => [
      html`<span class="id">${row.number}</span>`,
      maskPhone(row.phone),
      row.account,
      html`<div>${foreign(row.service)}, ${foreign(row.country)}</div>`,
      money(row.price, row.currency),
      time(row.createdAt, now),
    ]),
  )
}

function powerForm({ isOn, actor, reason, changedAt }: PurchaseSwitch, csrf: string): Html {
  return html`<p>${isOn ? chip('allowed', 'good') : chip('stopped', 'bad')} ${
    changedAt === null
      ? 'Nobody has touched it.'
      : html`${foreign(actor)} said so at ${time(changedAt)}: ${foreign(reason)}`
  }</p>
  <p><small>${
    isOn
      ? 'Stopping takes hold in every process at once. Purchases that were sent before go on, and numbers are still followed and given back.'
      : 'Allowing lets purchases through again, as far as the configuration does.'
  }</small></p>
  <form method="post" action="/admin/switch">${csrfField(csrf)}<input type="hidden" name="power" value="${isOn ? 'off' : 'on'}">
    <div class="row"><label class="field"><span>Why</span><input name="reason" required maxlength="200" autocomplete="off"></label>
    <button class="${isOn ? 'stop' : 'main'}">${isOn ? 'Stop all purchases' : 'Allow purchases'}</button></div></form>`
}
