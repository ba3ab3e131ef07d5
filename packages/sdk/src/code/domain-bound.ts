const CODE = /^#([\dA-Z]+(?:-[\dA-Z]+)*)$/i
const SHORTEST = 4
const LONGEST = 16

/** The code in a last line `@example.com #123456`, which says to programs what the code is; else `null`. */
export function domainBoundCode(plain: string): string | null {
  const [domain = '', hash = ''] = plain.slice(plain.lastIndexOf('\n') + 1).split(' ', 2)
  const code = domain.startsWith('@') && domain.includes('.') ? CODE.exec(hash)?.[1] : undefined
  if (code === undefined) return null
  const bare = code.replaceAll('-', '')
  if (bare.length < SHORTEST || bare.length > LONGEST) return null
  return /\D/.test(bare) ? code : bare
}
