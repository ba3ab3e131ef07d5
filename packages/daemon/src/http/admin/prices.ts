import type { Choice, PriceHistory } from '../../db/store/read/admin/prices.ts'
import { chart } from './chart.ts'
import { chip, count, foreign, type Html, html, money, table, time } from './markup.ts'
import { priceSeries, type Series } from './price-series.ts'
import type { PageParts } from './shell.ts'

export interface PricesFacts {
  readonly service: string
  readonly country: string
  readonly days: number
  readonly services: readonly Choice[]
  readonly countries: readonly Choice[]
  /** `null` until both are chosen. */
  readonly history: PriceHistory | null
  /** Changes that are drawn; of more the latest. */
  readonly limit: number
}

/** What one service costs in one country, how much there is, and how both moved. */
export function prices(facts: PricesFacts): PageParts {
  const { service, country, days, history } = facts
  return {
    title: 'Prices',
    lead: `The lowest price and the stock of a service in a country, over ${days} days.`,
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

function drawn(history: PriceHistory, { service, country, days, limit }: PricesFacts): Html {
  if (history.offers.length === 0) {
    return html`<section><p class="empty">Nobody offers ${foreign(service)} in ${foreign(country)}.</p></section>`
  }
  const to = history.now.getTime()
  const oldest = history.steps.at(-1)?.at.getTime() ?? to
  const isCut = history.steps.length >= limit
  const from = isCut ? oldest : Math.min(oldest, to - 3_600_000)
  const series = priceSeries(history)
  const since = series.map(one => within(one, from))
  const currencies = [...new Set(series.map(({ currency }) => currency))]
  return html`<section>
      ${isCut && html`<p><small>The latest ${count(limit)} changes are drawn.</small></p>`}
      ${currencies.map(currency =>
        chart({
          title: `Lowest price, ${currency}`,
          lines: since
            .filter(one => one.currency === currency)
            .map(({ provider, price }) => ({ name: provider, points: price })),
          ...{ from, to, show: (value: number) => String(Number(value.toFixed(4))) },
        }),
      )}
      ${chart({ title: 'Stock', lines: since.map(({ provider, stock }) => ({ name: provider, points: stock })), from, to, show: value => count(Math.round(value)) })}
      ${history.steps.length === 0 && html`<p><small>Nothing has changed within ${days} days.</small></p>`}</section>
    <section><h2>Now</h2>${table(
      { caption: 'Offers now', head: ['Provider', 'Price', 'Stock', 'State'], empty: '' },
      history.offers
        .slice(0, 50)
        .map(offer => [
          offer.provider,
          money(offer.price, offer.currency),
          count(offer.stock),
          offer.available ? chip('offered', 'good') : chip('gone', 'calm'),
        ]),
    )}<p><small>As of ${time(history.now)}</small></p></section>`
}

/** A line begins where the picture does. */
function within(series: Series, from: number): Series {
  const begin = (points: Series['price']) => {
    const [first] = points
    return first && first.at > from ? [{ at: from, value: first.value }, ...points] : points
  }
  return { ...series, price: begin(series.price), stock: begin(series.stock) }
}
