/** The commands of a script, as words without quotes; what is in `$(…)` stands beside the command that it is of. */
export function commandsOf(script: string): readonly (readonly string[])[] {
  const commands: (readonly string[])[] = []
  let words: string[] = []
  let word: string | null = null
  let quote = ''
  const add = (text: string) => {
    word = (word ?? '') + text
  }
  const endWord = () => {
    if (word !== null) words.push(word)
    word = null
  }
  const endCommand = () => {
    endWord()
    if (words.length > 0) commands.push(words)
    words = []
  }
  const text = script.replaceAll(/\\\n/g, ' ')
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at)
    if (quote !== "'" && text.startsWith('$(', at)) {
      const end = text.indexOf(')', at)
      commands.push(...commandsOf(text.slice(at + 2, end)))
      add('…')
      at = end
    } else if (quote) {
      if (sign === quote) quote = ''
      else add(sign)
    } else if (sign === "'" || sign === '"') {
      quote = sign
      add('')
    } else if (sign === '#' && word === null) {
      const end = text.indexOf('\n', at)
      at = end === -1 ? text.length : end - 1
    } else if (/[\n;|&]/.test(sign)) endCommand()
    else if (/\s/.test(sign)) endWord()
    else add(sign)
  }
  endCommand()
  return commands
}
