import { describe, expect, it } from 'vitest'
import { chart } from './chart.ts'

const points = (...values: readonly (number | null)[]) => values.map((value, at) => ({ at: at * 1_000, value }))
const draw = (lines: Parameters<typeof chart>[0]['lines']) =>
  String(chart({ title: 'Price', lines, from: 0, to: 10_000, show: String }))
const paths = (picture: string) =>
  [...picture.matchAll(/<path class="s s\d" d="(M[^"]*)"\/>\s/g)].map(([, path]) => path)

describe('a chart', () => {
  it('moves in steps, with a gap where there was nothing', () => {
    const picture = draw([{ name: 'alpha', points: points(1, 3, null, 2) }])
    expect(paths(picture)).toEqual(['M70 176H162V10M346 93'])
  })

  it('says in words what it shows', () => {
    const picture = draw([
      { name: 'alpha', points: points(1, 3, 2) },
      { name: 'beta', points: points(null, null) },
    ])
    expect(picture).toContain('aria-label="Price. alpha: 2 now, 1 to 3. beta: nothing."')
  })

  it.each([
    ['a value that never moves', points(5, 5)],
    ['zero alone', points(0, 0)],
    ['one point', points(7)],
  ])('draws %s within the picture', (_, line) => {
    expect(draw([{ name: 'alpha', points: line }])).not.toMatch(/NaN|Infinity/)
    expect(Number(paths(draw([{ name: 'alpha', points: line }]))[0]?.match(/^M\d+ ([\d.]+)/)?.[1])).toBeLessThanOrEqual(
      176,
    )
  })

  it('draws nothing where there is nothing', () => {
    expect(draw([{ name: 'alpha', points: points(null) }])).toContain('There is nothing to draw.')
    expect(draw([])).toContain('There is nothing to draw.')
  })

  it('takes more points than a call takes arguments', () => {
    expect(
      draw([{ name: 'alpha', points: Array.from({ length: 200_000 }, (_, at) => ({ at, value: at % 9 })) }]),
    ).toContain('0 to 8')
  })
})
