import { parse } from 'yaml'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly annotations: { readonly summary: string; readonly runbook: string }
}

/**
 * The page of alerts: docs/daemon/alerts.md, and under each of its headings the rules that lead to it.
 *
 * @throws where a rule leads to no heading of it.
 */
export function alertsPage(alerts: string, page: string): string {
  const { groups } = parse(alerts) as { readonly groups: readonly { readonly rules: readonly Rule[] }[] }
  const rules = new Map<string, Rule[]>()
  for (const rule of groups.flatMap(group => group.rules)) {
    const anchor = rule.annotations.runbook.replace('docs/daemon/alerts.md#', '')
    rules.set(anchor, [...(rules.get(anchor) ?? []), rule])
  }
  const text = page.replaceAll(/^## (.*)\n/gm, (heading, title: string) => {
    const anchor = title.toLowerCase().replaceAll(' ', '-')
    const led = rules.get(anchor) ?? []
    rules.delete(anchor)
    return [heading, ...led.map(shown)].join('\n')
  })
  const [lost] = [...rules.values()].flat()
  if (lost) throw new Error(`${lost.alert} leads to ${lost.annotations.runbook}, which is not there`)
  return text
}

function shown({ alert, expr, annotations, ...rule }: Rule): string {
  const summary = annotations.summary.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, '`$1`')
  return `\`${alert}\`${rule.for ? `, after ${rule.for}` : ''}: ${summary}

\`\`\`txt
${expr.trim()}
\`\`\`
`
}
