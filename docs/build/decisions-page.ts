/** The page of decisions, from their own files by name. */
export function decisionsPage(decisions: ReadonlyMap<string, string>): string {
  const rows = [...decisions]
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([name, text]) => `- [${/^# (.*)$/m.exec(text)?.[1] ?? name}](${name})`)
  return `# Decisions

Why it is as it is: the context, what was decided, and what follows.

${rows.join('\n')}
`
}
