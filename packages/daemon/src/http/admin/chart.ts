import { count, type Html, html } from './markup.ts'

/** A value from an instant on, in milliseconds since 1970; `null`: none. */
export interface Point {
  readonly at: number
  readonly value: number | null
}

export interface Line {
  readonly name: string
  readonly points: readonly Point[]
}

export interface ChartParts {
  readonly title: string
  readonly lines: readonly Line[]
  readonly from: number
  readonly to: number
  /** How a value is written beside the axis. */
  readonly show?: (value: number) => string
}

const [WIDTH, HEIGHT] = [1000, 200]
const [LEFT, RIGHT, TOP, BOTTOM] = [70, 10, 10, 24]
const STROKES = 4

/** Lines over time, as a picture without a script; what it shows stands in words below it. */
export function chart({ title, lines, from, to, show = value => count(value) }: ChartParts): Html {
  const values = lines.flatMap(({ points }) => points.map(({ value }) => value)).filter(value => value !== null)
  if (values.length === 0)
    return html`<figure><figcaption>${title}</figcaption><p class="empty">There is nothing to draw.</p></figure>`
  const [least, most] = boundsOf(values)
  const x = (at: number) => round(LEFT + ((at - from) / Math.max(1, to - from)) * (WIDTH - LEFT - RIGHT))
  const y = (value: number) => round(HEIGHT - BOTTOM - ((value - least) / (most - least)) * (HEIGHT - TOP - BOTTOM))
  const marks = [least, (least + most) / 2, most]
  const days = [from, (from + to) / 2, to]
  return html`<figure><figcaption>${title}</figcaption>
    <svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}. ${lines.map(line => inWords(line, show)).join(' ')}">
      ${marks.map(
        value => html`<line class="grid" x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(value)}" y2="${y(value)}"/>
        <text x="${LEFT - 8}" y="${y(value) + 4}" text-anchor="end">${show(value)}</text>`,
      )}
      ${days.map((at, index) => html`<text x="${x(at)}" y="${HEIGHT - 6}" text-anchor="${['start', 'middle', 'end'][index]}">${day(at)}</text>`)}
      ${lines.map(({ points }, index) => html`<path class="s s${index % STROKES}" d="${pathOf(points, x, y)}"/>`)}
    </svg>
    <ul class="keys">${lines.map((line, index) => html`<li><svg viewBox="0 0 28 8" aria-hidden="true"><path class="s s${index % STROKES}" d="M0 4H28"/></svg>${inWords(line, show)}</li>`)}</ul></figure>`
}

/** It moves in steps: a value holds until the next. */
function pathOf(points: readonly Point[], x: (at: number) => number, y: (value: number) => number): string {
  let path = ''
  let isDown = false
  for (const { at, value } of points) {
    if (value === null) isDown = false
    else {
      path += isDown ? `H${x(at)}V${y(value)}` : `M${x(at)} ${y(value)}`
      isDown = true
    }
  }
  return path
}

function inWords({ name, points }: Line, show: (value: number) => string): string {
  const values = points.map(({ value }) => value).filter(value => value !== null)
  const last = points.at(-1)?.value ?? null
  if (values.length === 0) return `${name}: nothing.`
  return `${name}: ${last === null ? 'none' : show(last)} now, ${show(smallest(values))} to ${show(largest(values))}.`
}

function boundsOf(values: readonly number[]): readonly [number, number] {
  const [least, most] = [smallest(values), largest(values)]
  if (least < most) return [least, most]
  return most === 0 ? [0, 1] : [least * 0.9, most * 1.1]
}

// Not by spreading: there may be more values than a call takes.
const smallest = (values: readonly number[]) => values.reduce((left, right) => Math.min(left, right))
const largest = (values: readonly number[]) => values.reduce((left, right) => Math.max(left, right))
const round = (value: number) => Math.round(value * 10) / 10
const day = (at: number) => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`
