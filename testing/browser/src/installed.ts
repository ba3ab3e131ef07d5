import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const ELSEWHERE = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * The Chromium of this machine: the one that `CHROME_PATH` names, else the first that is found; `null` when there is none.
 *
 * @throws when `CHROME_PATH` names what cannot be run: another one would not be what was asked for.
 */
export async function findInstalled(environment: NodeJS.ProcessEnv = process.env): Promise<string | null> {
  const named = environment['CHROME_PATH']
  if (named) {
    if (await isProgram(named)) return named
    throw new Error(`CHROME_PATH names ${named}, which cannot be run`)
  }
  const folders = (environment['PATH'] ?? '').split(delimiter).filter(folder => folder !== '')
  const candidates = [...folders.flatMap(folder => NAMES.map(name => join(folder, name))), ...ELSEWHERE]
  for (const candidate of candidates) if (await isProgram(candidate)) return candidate
  return null
}

const isProgram = (path: string) =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  )
