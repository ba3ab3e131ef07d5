import { join, relative } from 'node:path'
import { Application, type Comment, Converter, type DeclarationReflection, type ProjectReflection } from 'typedoc'
import { publicEntries, repository } from './entries.ts'

/** What TypeDoc found wrong with the docstrings. */
export class DocstringError extends Error {
  override readonly name = 'DocstringError'
}

/**
 * Reads every export of the packages, and writes their pages into a folder unless that is `null`.
 *
 * @throws {@link DocstringError} where an export has no docstring, or one links to what is not there; TypeDoc has said which.
 */
export async function writeApi(folder: string | null): Promise<void> {
  const entries = publicEntries()
  const names = new Map(entries.map(({ name, source }) => [source, name]))
  const app = await Application.bootstrapWithPlugins({
    options: join(repository, 'typedoc.json'),
    entryPoints: entries.map(({ source }) => relative(repository, source)),
    ...(folder === null ? {} : { out: folder, docsRoot: join(folder, '..') }),
  })
  app.converter.on(Converter.EVENT_RESOLVE_END, ({ project }) => linkByName(project), -1_000)
  const sources = app.getEntryPoints() ?? []
  // Modules are called what they are imported as.
  const named = sources.map(entry => ({
    ...entry,
    displayName: names.get(entry.sourceFile.fileName) ?? entry.displayName,
  }))
  const project = app.converter.convert(named)
  app.validate(project)
  if (app.logger.hasErrors() || app.logger.hasWarnings()) throw new DocstringError('docstrings are missing or wrong')
  if (folder !== null) await app.generateOutputs(project)
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
