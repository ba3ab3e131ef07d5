import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEmbedded } from '../../packages/daemon/src/db/embedded/index.ts'
import { migrations } from '../../packages/daemon/src/db/migrations.generated.ts'
import { connect, migrate } from '../../packages/daemon/src/index.ts'

interface Column {
  readonly relation: string
  readonly kind: 'r' | 'v'
  readonly name: string
  readonly type: string
  readonly required: boolean
  /** Computed from other columns, by what stands in `value`. */
  readonly computed: boolean
  readonly value: string | null
}

interface Constraint {
  readonly relation: string
  readonly definition: string
}

/** The page of the schema, read off a database that was migrated just now. */
export async function schemaPage(): Promise<string> {
  const directory = join(tmpdir(), `onesms-docs-${process.pid}`)
  const embedded = await openEmbedded({ directory, durable: false, temporary: true })
  const sql = connect({ url: embedded.url })
  try {
    await migrate({ sql, schema: 'onesms' })
    const columns = await sql<Column[]>`
      select c.relname as relation, c.relkind as kind, a.attname as name, format_type(a.atttypid, a.atttypmod) as type,
        a.attnotnull as required, a.attgenerated <> '' as computed, pg_get_expr(d.adbin, d.adrelid) as value
      from pg_class c join pg_attribute a on a.attrelid = c.oid
        left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum
      where c.relnamespace = 'onesms'::regnamespace and c.relkind in ('r', 'v') and a.attnum > 0 and not a.attisdropped
      order by c.relname, a.attnum`
    const constraints = await sql<Constraint[]>`
      select conrelid::regclass::text as relation, pg_get_constraintdef(oid) as definition from pg_constraint
      where connamespace = 'onesms'::regnamespace and contype in ('p', 'u', 'f') order by 1, contype desc, conname`
    return render(columns, constraints, migrations.map(migration => migration.sql).join('\n'))
  } finally {
    await sql.end()
    await embedded.close()
  }
}

function render(columns: readonly Column[], constraints: readonly Constraint[], sources: string): string {
  const relations = [...new Set(columns.map(({ relation }) => relation))]
  const sections = relations.map(relation => {
    const own = columns.filter(column => column.relation === relation)
    const keys = constraints.filter(constraint => constraint.relation.replace(/^onesms\./, '') === relation)
    return [
      `## ${relation}`,
      own[0]?.kind === 'v' ? 'A view.' : '',
      commentOn(relation, sources),
      [
        '| Column | Type | | Default, or by what |\n|---|---|---|---|',
        ...own.map(({ name, type, required, computed, value }) => {
          // The expression of a computed column comes in lines, which a row of a table cannot have.
          const text = value === null ? '' : `\`${value.trim().replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')}\``
          const remark = [computed && 'computed', required && 'never null'].filter(Boolean).join(', ')
          return `| \`${name}\` | ${type} | ${remark} | ${text} |`
        }),
      ].join('\n'),
      keys.map(({ definition }) => `- \`${definition}\``).join('\n'),
    ]
      .filter(Boolean)
      .join('\n\n')
  })
  return `# Schema

Every table and view of a daemon, as its migrations leave them. Your own queries may rely on what
[the database](database.md) lists; the rest is how it works inside, and may change with a migration.

${sections.join('\n\n')}
`
}

/** What the migration says above the statement that makes it. */
function commentOn(relation: string, sources: string): string {
  const [, comment = ''] = new RegExp(`((?:^-- .*\\n)+)create (?:table|view) ${relation}\\b`, 'm').exec(sources) ?? []
  return comment.replaceAll(/^-- /gm, '').trim()
}
