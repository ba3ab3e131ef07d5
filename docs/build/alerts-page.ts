import { parse } from 'yaml'

interface Rule {
  readonly alert: string
  readonly expr: string
  readonly for?: string
  readonly labels: { readonly severity: string }
  readonly annotations: { readonly summary: string; readonly runbook: string }
}

/**
 * The page of alerts: each rule that comes with the daemon, and what to do.
 *
 * @throws where a rule leads to no heading of docs/daemon.md.
 */
export function alertsPage(alerts: string, daemonPage: string): string {
  const { groups } = parse(alerts) as { readonly groups: readonly { readonly rules: readonly Rule[] }[] }
  const sections = new Map(
    daemonPage.split(/^(?=#{2,3} )/m).map(
      section =>
        [
          section
            .replace(/^#+ (.*)\n[\s\S]*/, '$1')
            .toLowerCase()
            .replaceAll(' ', '-'),
          section,
        ] as const,
    ),
  )
  const rules = groups.flatMap(group => group.rules)
  const blocks = rules.map(({ alert, expr, labels, annotations, ...rule }) => {
    const section = sections.get(annotations.runbook.replace('docs/daemon.md#', ''))
    if (!section) throw new Error(`${alert} leads to ${annotations.runbook}, which is not there`)
    const summary = annotations.summary.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, '`$1`')
    return `## ${alert}

${summary} Severity: ${labels.severity}${rule.for ? `, after ${rule.for}` : ''}.

\`\`\`txt
${expr.trim()}
\`\`\`

${section.replace(/^#+ .*\n+/, '').trim()}
`
  })
  return `# Alerts

The rules of \`grafana/alerts.yaml\`, which is in the package of the daemon, and what to do when one fires.

${blocks.join('\n')}`
}
