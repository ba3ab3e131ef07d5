import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import {
  Application,
  type Comment,
  Converter,
  type DeclarationReflection,
  Logger,
  LogLevel,
  type ProjectReflection,
  TSConfigReader,
} from 'typedoc'
import { type Entry, publicEntries, repository } from './entries.ts'

/** What TypeDoc found wrong with the docstrings. */
export class DocstringError extends Error {
  override readonly name = 'DocstringError'
}

/**
 * Reads every export of the packages, and writes their pages into a folder.
 *
 * @throws {@link DocstringError} as {@link readApi} does.
 */
export async function writeApi(folder: string): Promise<void> {
  const { app, project, told } = await readApi(publicEntries(), { out: folder, docsRoot: join(folder, '..') })
  await app.generateOutputs(project)
  refuse(told)
}

/**
 * Reads every export of the entries.
 *
 * @param options - Over those of typedoc.json.
 * @throws {@link DocstringError} that names every export without a docstring, and every link of one to what is not there.
 */
export async function readApi(
  entries: readonly Entry[],
  options: Readonly<Record<string, unknown>> = {},
): Promise<{ readonly app: Application; readonly project: ProjectReflection; readonly told: readonly string[] }> {
  const names = new Map(entries.map(({ name, source }) => [source, name]))
  const { $schema: _, ...settings } = JSON.parse(await readFile(join(repository, 'typedoc.json'), 'utf8'))
  const app = await Application.bootstrapWithPlugins(
    {
      ...settings,
      tsconfig: join(repository, settings.tsconfig),
      entryPoints: entries.map(({ source }) => source),
      logLevel: 'Warn',
      ...options,
    },
    [new TSConfigReader()],
  )
  if (app.logger.hasErrors()) throw new DocstringError('TypeDoc does not start; it has said why')
  const complaints = new Complaints()
  app.logger = complaints
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => linkByName(project), -1_000)
  const sources = app.getEntryPoints() ?? []
  // Modules are called what they are imported as.
  const named = sources.map(entry => ({
    ...entry,
    displayName: names.get(entry.sourceFile.fileName) ?? entry.displayName,
  }))
  const project = app.converter.convert(named)
  app.validate(project)
  refuse(complaints.told)
  return { app, project, told: complaints.told }
}

function refuse(told: readonly string[]): void {
  if (told.length > 0) throw new DocstringError(told.join('\n'))
}

/** Keeps what TypeDoc warns of. */
class Complaints extends Logger {
  readonly told: string[] = []

  override log(message: string, level: LogLevel): void {
    if (level >= LogLevel.Warn) this.told.push(message)
  }
}

/** A docstring may link to any export of the packages by its bare name, also where its file does not import it. */
function linkByName(project: ProjectReflection): void {
  const exports = new Map<string, DeclarationReflection>()
  for (const { children = [] } of project.children ?? [])
    for (const child of children) if (!child.isReference()) exports.set(child.name, child)
  for (const { comment } of Object.values(project.reflections)) {
    for (const part of comment ? partsOf(comment) : []) {
      if (part.kind !== 'inline-tag' || part.tag !== '@link' || part.target !== undefined) continue
      const target = exports.get(part.text.trim())
      if (target) part.target = target
    }
  }
}

const partsOf = ({ summary, blockTags }: Comment) => [summary, ...blockTags.map(({ content }) => content)].flat()
