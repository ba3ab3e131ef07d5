import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../packages/sdk/src/providers/', import.meta.url))

/** What a provider's `provider.json` says, and the name of its folder. */
export interface Declaration {
  readonly id: string
  /** How the company writes itself. */
  readonly name: string
  /** What `index.ts` exports. */
  readonly factory: string
  /** Variables are `<prefix>_API_KEY` and `<prefix>_BASE_URL`. */
  readonly env: string
}

const SHAPES = { name: /^[^'\\]{1,60}$/, factory: /^[a-z][A-Za-z0-9]*$/, env: /^[A-Z][A-Z0-9_]*$/ }

/** A folder that is no company's: its own names are not in the registry, and no variable holds its key. */
const OURS = 'daemon'

/** Every company's provider of the package, by id. Throws where a folder does not declare itself. */
export function readDeclarations(): readonly Declaration[] {
  const ids = readdirSync(folder, { withFileTypes: true }).filter(
    ({ name }) => name !== OURS && existsSync(`${folder}${name}/index.ts`),
  )
  return ids.map(({ name }) => readDeclaration(name)).sort((left, right) => (left.id < right.id ? -1 : 1))
}

function readDeclaration(id: string): Declaration {
  const file = `${folder}${id}/provider.json`
  const declared = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<Declaration>) : {}
  const fields = Object.entries(SHAPES).map(([field, shape]) => {
    const value = declared[field as keyof typeof SHAPES]
    if (value === undefined || !shape.test(value))
      throw new Error(`providers/${id}/provider.json: ${field} is missing or malformed`)
    return [field, value]
  })
  return { id, ...Object.fromEntries(fields) }
}
