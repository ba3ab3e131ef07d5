import { type BalanceState, type JobState, MANY, type Waiting } from '../../db/store/read/admin/overview.ts'
import type { SyncLogRow } from '../../db/store/read/sync-logs.ts'
import type { JobSchedule } from '../../jobs/job.ts'
import { type Freshness, freshnessOf, toneOfRun } from './freshness.ts'
import { chip, count, foreign, type Html, html, money, span, table, time } from './markup.ts'
import { csrfField, type PageParts } from './shell.ts'

export interface OverviewFacts {
  readonly now: Date
  readonly jobs: readonly JobState[]
  readonly schedule: JobSchedule
  readonly balances: readonly BalanceState[]
  readonly waiting: Waiting
  readonly runs: readonly SyncLogRow[]
  /** Whether purchases are stopped by hand. */
  readonly isStopped: boolean
}

/** What runs, how fresh it is, and what waits for a person. */
export function overview(facts: OverviewFacts, csrf: string): PageParts {
  const { now, jobs, schedule, balances, runs } = facts
  const judged = jobs.map(state => ({ state, freshness: freshnessOf(schedule[jobOf(state)], state, now) }))
  const refused = judged.filter(({ freshness }) => freshness.word === 'refused')
  return {
    title: 'Overview',
    lead: html`As of ${time(now)}`,
    live: true,
    body: html`
      ${attention(facts, judged)}
      ${refused.length > 0 && html`<section><h2>Refused</h2>${refused.map(({ state }) => refusal(state, csrf, now))}</section>`}
      <section><h2>Freshness</h2>${freshnessTable(judged, facts, csrf)}</section>
      <section><h2>Balances</h2>${balanceCards(balances, now)}</section>
      <section><h2>Last runs</h2>${runTable(runs, now)}</section>`,
  }
}

type Judged = { readonly state: JobState; readonly freshness: Freshness }
const jobOf = ({ job }: JobState) => job as keyof JobSchedule

function attention({ waiting, isStopped }: OverviewFacts, judged: readonly Judged[]): Html | null {
  const bad = judged.filter(({ freshness }) => ['bad', 'warn'].includes(freshness.tone)).length
  const many = (value: number) => (value === MANY ? `${count(value)} or more` : count(value))
  const points = [
    isStopped &&
      html`<a href="/admin/purchases">Purchases are stopped</a>: nothing is bought until they are allowed again.`,
    waiting.unknown > 0 &&
      html`<a href="/admin/purchases">${many(waiting.unknown)} unknown</a>: it is not known what these purchases bought.`,
    waiting.orphans > 0 &&
      html`<a href="/admin/purchases#orphans">${many(waiting.orphans)} orphaned</a>: numbers that belong to no purchase.`,
    bad > 0 && html`${count(bad)} of ${count(judged.length)} jobs do not keep to their schedule.`,
    waiting.dead > 0 &&
      html`<a href="/admin/system#dead">${many(waiting.dead)} undelivered</a>: webhooks that were given up.`,
  ].filter(point => point !== false)
  if (points.length === 0) return null
  return html`<section class="attention"><h2>Needs a look</h2><ul>${points.map(point => html`<li>${point}</li>`)}</ul></section>`
}

function refusal({ job, provider, run, guard, reason, startedAt }: JobState, csrf: string, now: Date): Html {
  return html`<div class="case"><h3>${provider}, ${job} ${guard ? chip(guard, 'bad') : ''}</h3>
    <p>${foreign(reason)}</p>
    <p><small>Run ${run}, ${startedAt ? span(now.getTime() - startedAt.getTime()) : ''} ago. Nothing was written. Accepting runs the job
    again and takes what was refused; if something else comes instead, that is judged anew.</small></p>
    ${syncForm({ job, provider, csrf, accept: true })}</div>`
}

function freshnessTable(judged: readonly Judged[], { now, schedule }: OverviewFacts, csrf: string): Html {
  const head = ['Provider', 'Job', 'State', 'Last good run', 'Schedule', 'Next', 'Failures', '']
  return table(
    { caption: 'Freshness', head, empty: 'No provider is configured, so that nothing is synced.' },
    judged.map(({ state, freshness }) => [
      html`<strong>${state.provider === '*' ? 'database' : state.provider}</strong>`,
      state.job,
      chip(freshness.word, freshness.tone),
      time(state.goodAt, now),
      html`<span class="id">${schedule[jobOf(state)] ?? 'by hand'}</span>`,
      state.dueAt ? time(state.dueAt, now) : html`<span class="none">not planned</span>`,
      count(state.failures),
      syncForm({ job: state.job, provider: state.provider, csrf, accept: false }),
    ]),
  )
}

function syncForm(form: { job: string; provider: string; csrf: string; accept: boolean }): Html {
  const { job, provider, csrf, accept } = form
  const name = `${accept ? 'Accept' : 'Run now'}: ${job} of ${provider === '*' ? 'the database' : provider}`
  return html`<form method="post" action="/admin/sync">${csrfField(csrf)}
    <input type="hidden" name="job" value="${job}"><input type="hidden" name="provider" value="${provider}">
    ${accept && html`<input type="hidden" name="accept" value="yes">`}
    <button aria-label="${name}"${accept ? html` class="main"` : ''}>${accept ? 'Accept' : 'Run now'}</button></form>`
}

function balanceCards(balances: readonly BalanceState[], now: Date): Html {
  if (balances.length === 0) return html`<p class="empty">No balance was read yet.</p>`
  return html`<div class="cards">${balances.map(
    ({ account, amount, currency, seenAt, changedAt, before }) => html`<div>${account}
      <b>${money(amount, currency)}</b>
      <small>seen ${time(seenAt, now)}</small><br>
      <small>${before === null ? 'since' : html`before: ${before} ${currency}, until`} ${time(changedAt)}</small></div>`,
  )}</div>`
}

function runTable(runs: readonly SyncLogRow[], now: Date): Html {
  const head = ['Run', 'Provider', 'Job', 'State', 'Began', 'Took', 'Read', 'Written', 'Requests', 'Reason']
  return table(
    { caption: 'Last runs', head, empty: 'Nothing has run yet.' },
    runs.map(run => [
      html`<span class="id">${run.id}</span>`,
      run.provider === '*' ? 'database' : run.provider,
      html`${run.job}${run.trigger === 'manual' && html` <small>by hand</small>`}`,
      chip(run.status, toneOfRun(run.status)),
      time(run.started_at, now),
      run.finished_at
        ? took(run.finished_at.getTime() - run.started_at.getTime())
        : html`<span class="none">runs</span>`,
      count(run.rows_read),
      count(run.rows_written),
      count(run.requests),
      run.reason === null ? '' : html`<div class="wrap">${foreign(run.reason)}</div>`,
    ]),
  )
}

const took = (ms: number) => (ms < 2_000 ? `${ms} ms` : span(ms))
