/** `400,123`. */
export function formatCount(count: number): string {
  return count.toLocaleString('en-US')
}

/** `42 s`, `7 min`, `3 h`, `2 days`. */
export function formatAge(seconds: number): string {
  if (seconds < 120) return `${seconds} s`
  if (seconds < 2 * 3600) return `${Math.round(seconds / 60)} min`
  return seconds < 2 * 86_400 ? `${Math.round(seconds / 3600)} h` : `${Math.round(seconds / 86_400)} days`
}

/** Rows as columns of text, numbers to the right. */
export function formatTable(rows: readonly Readonly<Record<string, unknown>>[]): string {
  const [first] = rows
  if (!first) return '(no rows)'
  const columns = Object.keys(first).map(name => {
    const cells = rows.map(row => formatCell(row[name]))
    const numeric = rows.every(
      row => row[name] === null || typeof row[name] === 'number' || /^-?\d+(\.\d+)?$/.test(String(row[name])),
    )
    const width = Math.min(80, Math.max(name.length, ...cells.map(cell => cell.length)))
    const pad = (text: string) => (numeric ? text.padStart(width) : text.padEnd(width))
    return [
      pad(name),
      '-'.repeat(width),
      ...cells.map(cell => pad(cell.length > width ? `${cell.slice(0, width - 1)}…` : cell)),
    ]
  })
  return Array.from({ length: rows.length + 2 }, (_, line) =>
    columns
      .map(column => column[line] ?? '')
      .join('  ')
      .trimEnd(),
  ).join('\n')
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: a value must not steer the terminal
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g

function formatCell(value: unknown): string {
  const text =
    value === null || value === undefined
      ? ''
      : value instanceof Date
        ? value.toISOString()
        : typeof value === 'object'
          ? JSON.stringify(value)
          : String(value)
  return text.replace(CONTROL, '�')
}

/** Several lines as sentences of one. */
export function inOneLine(lines: readonly string[]): string {
  return lines.map(line => (/[.!?:;]$/.test(line) ? line : `${line}.`)).join(' ')
}
