import type { Series } from '../../analytics/series.ts'
import type { Choice } from '../../db/store/read/admin/prices.ts'
import { chart } from './chart.ts'
import { chip, count, foreign, type Html, html, money, table, time } from './markup.ts'
import type { PriceHistory } from './price-history.ts'
import type { PageParts } from './shell.ts'

export interface PricesFacts {
  readonly service: string
  readonly country: string
  readonly days: number
  readonly services: readonly Choice[]
  readonly countries: readonly Choice[]
  /** `null` until both are chosen. */
  readonly history: PriceHistory | null
}

/** What one service costs in one country, how much there is, and how both moved. */
export function prices(facts: PricesFacts): PageParts {
  const { service, country, days, history } = facts
  return {
    title: 'Prices',
    lead: `The lowest price and the stock of a service in a country, over ${days} days at most.`,
    body: html`<section><form method="get" action="/admin/prices"><div class="row">
        <label class="field"><span>Service</span><input name="service" value="${service}" required maxlength="130" list="services" autocomplete="off"></label>
        <label class="field"><span>Country</span><input name="country" value="${country}" required maxlength="130" list="countries" autocomplete="off"></label>
        <button class="main">Show</button></div>
        ${options('services', facts.services)}${options('countries', facts.countries)}</form>
        ${picks(facts)}</section>
      ${history && drawn(history, facts)}`,
  }
}

const options = (id: string, choices: readonly Choice[]) =>
  html`<datalist id="${id}">${choices.map(
    ({ code, name }) => html`<option value="${code}">${name}</option>`,
  )}</datalist>`

function picks({ service, country, services, countries }: PricesFacts): Html | null {
  const [first] = country === '' ? countries : [{ code: country }]
  if (!first || services.length === 0) return null
  const address = (code: string) =>
    `/admin/prices?service=${encodeURIComponent(code)}&country=${encodeURIComponent(first.code)}`
  return html`<ul class="picks">${services
    .slice(0, 12)
    .map(
      ({ code, name }) =>
        html`<li><a href="${address(code)}"${code === service && html` aria-current="true"`}>${foreign(name)}</a></li>`,
    )}</ul>`
}

function drawn({ from, to, offers, series }: PriceHistory, { service, country }: PricesFacts): Html {
  if (offers.length === 0) {
    return html`<section><p class="empty">Nobody offers ${foreign(service)} in ${foreign(country)}.</p></section>`
  }
  return html`${series ? charts(series, { from, to }) : html`<section><p class="empty">Too much has changed to be drawn.</p></section>`}
    <section><h2>Now</h2>${table(
      { caption: 'Offers now', head: ['Provider', 'Price', 'Stock', 'State'], empty: '' },
      offers
        .slice(0, MOST_OFFERS)
        .map(offer => [
          offer.provider,
          money(plain(offer.price), offer.currency),
          count(offer.stock),
          offer.available ? chip('offered', 'good') : chip('gone', 'calm'),
        ]),
    )}<p><small>As of ${time(new Date(to))}</small></p></section>`
}

const MOST_OFFERS = 50

function charts(series: readonly Series[], window: { readonly from: number; readonly to: number }): Html {
  const currencies = [...new Set(series.map(({ currency }) => currency))]
  const line = (one: Series, read: (point: Series['points'][number]) => number | null) => ({
    name: one.provider,
    points: one.points.map(point => ({ at: point.at.getTime(), value: read(point) })),
  })
  return html`<section>${currencies.map(currency =>
    chart({
      title: `Lowest price, ${currency}`,
      ...window,
      show: (value: number) => String(Number(value.toFixed(4))),
      lines: series
        .filter(one => one.currency === currency)
        .map(one => line(one, ({ price }) => (price === null ? null : Number(price)))),
    }),
  )}
  ${chart({
    title: 'Stock',
    ...window,
    show: (value: number) => count(Math.round(value)),
    lines: series.map(one => line(one, ({ stock }) => stock)),
  })}</section>`
}

/** Without the zeros that the column carries. */
const plain = (price: string) => price.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, '')
