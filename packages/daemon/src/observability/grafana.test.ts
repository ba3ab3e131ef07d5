import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createMetrics } from './metrics.ts'

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8')
const dashboard = read('grafana/dashboard.json')
const alerts = read('grafana/alerts.yaml')
const runbook = read('../../docs/daemon/alerts.md')

const used = (text: string) => [...new Set(text.match(/\bonesms_\w+/g))].filter(name => name !== 'onesms_')
const known = () => {
  const names = createMetrics({ ofProcess: true })
    .registry.getMetricsAsArray()
    .flatMap(({ name, type }) =>
      String(type) === 'histogram' ? [`${name}_bucket`, `${name}_sum`, `${name}_count`] : [name],
    )
  return new Set(names)
}

describe('the files for Grafana and Prometheus', () => {
  it.each([
    ['dashboard', dashboard],
    ['alerts', alerts],
  ])('name no metric that there is not: %s', (_, text) => {
    expect(used(text).filter(name => !known().has(name))).toEqual([])
  })

  it('show every metric of ours somewhere', () => {
    const shown = new Set([...used(dashboard), ...used(alerts)])
    const own = [...known()].filter(name => !/^onesms_(nodejs|process)_|_(sum|count)$/.test(name))
    expect(own.filter(name => !shown.has(name))).toEqual(['onesms_provider_balance_age_seconds'])
  })

  it('have a title on each panel and an expression on each target', () => {
    const { panels } = JSON.parse(dashboard) as {
      readonly panels: readonly {
        readonly title: string
        readonly type: string
        readonly targets?: readonly { expr: string }[]
      }[]
    }
    for (const { title, type, targets = [] } of panels) {
      expect(title).not.toBe('')
      expect(type === 'row' || targets.length > 0).toBe(true)
      for (const { expr } of targets) expect(expr).toContain('onesms_')
    }
  })

  it('lead from each alert to a heading of the documentation', () => {
    const headings = [...runbook.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
      title
        .toLowerCase()
        .replace(/[^\w\s-]/g, '')
        .replaceAll(' ', '-'),
    )
    const books = [...alerts.matchAll(/runbook: docs\/daemon\/alerts\.md#(\S+)/g)].map(([, anchor = '']) => anchor)
    expect(books).toHaveLength([...alerts.matchAll(/- alert:/g)].length)
    for (const anchor of books) expect(headings).toContain(anchor)
  })

  it('are listed in the documentation, each rule with its severity and its heading', () => {
    const rules = [...alerts.matchAll(/- alert: (\w+)[\s\S]*?severity: (\w+)[\s\S]*?runbook: [^#]+(#\S+)/g)]
    const listed = [...runbook.matchAll(/^\| `(OneSms\w+)` \| (\w+) \| \[[^\]]+\]\((#[\w-]+)\) \|$/gm)]
    expect(listed.map(row => row.slice(1))).toEqual(rules.map(rule => rule.slice(1)))
  })
})
