// Compiles packages/daemon/migrations/*.sql into one TypeScript module, so that the package needs no file at run time.
// With --check it compares and fails.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'

const folder = new URL('../packages/daemon/migrations/', import.meta.url)
const target = new URL('../packages/daemon/src/db/migrations.generated.ts', import.meta.url)

const files = readdirSync(folder).sort()
const entries = files.map((file, index) => {
  const [, number, name, breaking] = /^(\d{4})_([a-z_]+?)(\.breaking)?\.sql$/.exec(file) ?? []
  if (Number(number) !== index + 1)
    throw new Error(`${file}: expected ${String(index + 1).padStart(4, '0')}_<name>[.breaking].sql`)
  const sql = readFileSync(new URL(file, folder), 'utf8')
  return `  {\n    id: ${Number(number)},\n    name: '${name}',\n    breaking: ${breaking !== undefined},\n    sql: \`${sql.replace(/[\\`$]/g, '\\$&')}\`,\n  },\n`
})
const text = `// Written by scripts/generate-migrations.ts from packages/daemon/migrations/. Do not edit.\nimport type { Migration } from './migration.ts'\n\nexport const migrations: readonly Migration[] = [\n${entries.join('')}]\n`

if (!process.argv.includes('--check')) writeFileSync(target, text)
else if (readFileSync(target, 'utf8') !== text) {
  process.stderr.write('packages/daemon/src/db/migrations.generated.ts is stale; run pnpm sync:migrations\n')
  process.exitCode = 1
}
