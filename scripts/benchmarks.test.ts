import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { goals } from '../packages/daemon/bench/goals.ts'

const page = readFileSync(new URL('../docs/benchmarks.md', import.meta.url), 'utf8')

/** `| name | what | ratio | ≤ goal |` */
const rows = [...page.matchAll(/^\| `([\w-]+)` \| .* \| ([\d.,]+) \| ([≤≥]) ([\d.,]+) \|$/gm)].map(
  ([, name = '', measured = '', sign = '', goal = '']) => ({
    name,
    measured: number(measured),
    sign,
    goal: number(goal),
  }),
)

function number(text: string): number {
  return Number(text.replaceAll(',', ''))
}

it('the table has a row for each bench, with its goal', () => {
  const expected = Object.entries(goals).map(([name, { goal, better }]) => ({
    name,
    goal,
    sign: better === 'lower' ? '≤' : '≥',
  }))
  const byName = (left: { name: string }, right: { name: string }) => left.name.localeCompare(right.name)
  expect(rows.map(({ name, goal, sign }) => ({ name, goal, sign })).sort(byName)).toEqual(expected.sort(byName))
})

it.each(rows)('$name was measured to be within its goal', ({ measured, sign, goal }) => {
  expect(sign === '≤' ? measured <= goal : measured >= goal).toBe(true)
})

describe('sizes', async () => {
  const { default: checked } = (await import(new URL('../.size-limit.js', import.meta.url).href)) as {
    readonly default: readonly { readonly name: string; readonly limit: string }[]
  }
  const limitOf = (name: string) => checked.find(size => size.name === name)?.limit
  const sizes = [
    ...page.matchAll(/^\| (?:with )?`([^`]+)`[^|]* \| (.*) kB \| (.*) \| (?:(.*) kB)? ?\| (.*?) ?\|$/gm),
  ].map(([, what, atOnce, limit, withAll = '', limitOfAll]) => ({ what, atOnce, limit, withAll, limitOfAll }))

  it('have the limits that are checked, and are below them', () => {
    const names = [
      ['{ createClient }', '{ createClient }'],
      ['heroSms', '{ createClient } + heroSms'],
      ['daemon', '{ createClient } + daemon'],
      ['@onesms/react', '@onesms/react', ', without its peers'],
    ]
    const limits = names.map(([what, name, atOnce = '']) => ({
      what,
      limit: limitOf(`${name}${atOnce}`),
      limitOfAll: limitOf(`${name}, with what is loaded on demand`) ?? '',
    }))
    expect(sizes.map(({ what, limit, limitOfAll }) => ({ what, limit, limitOfAll }))).toEqual(limits)
    for (const { atOnce, limit = '', withAll, limitOfAll = '' } of sizes) {
      expect(Number(atOnce)).toBeLessThanOrEqual(Number.parseFloat(limit))
      if (limitOfAll) expect(Number(withAll)).toBeLessThanOrEqual(Number.parseFloat(limitOfAll))
    }
  })

  it('have the limit of what a provider adds', () => {
    const limits = checked.filter(({ name }) => name.endsWith(', beyond what it shares')).map(({ limit }) => limit)
    expect(new Set(limits)).toEqual(new Set([/with a limit of (\d+ kB) each/.exec(page)?.[1]]))
  })
})

it('every command that is named is one', () => {
  const { scripts } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
  const named = [...page.matchAll(/\bpnpm(?:@[\d.]+)? ([a-z:]+)/g)].map(([, name = '']) => name)
  expect(named.filter(name => !(name in scripts))).toEqual([])
})
