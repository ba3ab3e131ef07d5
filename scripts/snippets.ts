/** Languages of fences, by the ending of the file that is shown. */
const LANGUAGES: Readonly<Record<string, string>> = { ts: 'ts', mts: 'ts', tsx: 'tsx' }

const MARKER = /^<!-- snippet: (?<name>[\w.-]+)(?: as (?<language>\w+))? -->\n(?<shown>[\s\S]*?)^<!-- \/snippet -->$/gm
const REGION = /^ *\/\/ #region\n(?<lines>[\s\S]*?)^ *\/\/ #endregion$/gm

/** What a reader sees of a file: its regions, each as far to the left as it goes. Throws where there is none. */
export function shownOf(source: string): string {
  const regions = Array.from(source.matchAll(REGION), ({ groups }) => outdent(groups?.['lines'] ?? ''))
  if (regions.length === 0) throw new Error('has no region')
  return regions.join('\n\n')
}

/** A text in which the files stand that its markers name. `read` answers with the source of a file, or `undefined`. */
export function fill(text: string, read: (file: string) => string | undefined): string {
  const filled = text.replaceAll(MARKER, (...match) => {
    const { name, language } = match.at(-1) as { readonly name: string; readonly language?: string }
    const file = Object.keys(LANGUAGES)
      .map(ending => `${name}.${ending}`)
      .find(file => read(file) !== undefined)
    const source = file && read(file)
    if (!file || source === undefined) throw new Error(`there is no snippet ${name}`)
    const [ending = ''] = /[a-z]+$/.exec(file) ?? []
    const close = '<!-- /snippet -->'
    return `<!-- snippet: ${name}${language ? ` as ${language}` : ''} -->\n\`\`\`${language ?? LANGUAGES[ending]}\n${shownOf(source)}\n\`\`\`\n${close}`
  })
  const [opened, closed] = [/^<!-- snippet: /gm, /^<!-- \/snippet -->$/gm].map(mark => filled.match(mark)?.length ?? 0)
  if (opened !== closed) throw new Error(`${opened} snippets begin and ${closed} end`)
  return filled
}

/** What stands in fences of TypeScript outside of markers: nobody has run it. */
export function unrun(text: string): readonly string[] {
  const rest = text.replaceAll(MARKER, '')
  return Array.from(rest.matchAll(/^```tsx?\n([\s\S]*?)^```$/gm), ([, code]) => code ?? '')
}

function outdent(lines: string): string {
  const margins = lines.match(/^ *(?=\S)/gm) ?? ['']
  const margin = Math.min(...margins.map(({ length }) => length))
  return lines.replaceAll(new RegExp(`^ {${margin}}`, 'gm'), '').trim()
}
