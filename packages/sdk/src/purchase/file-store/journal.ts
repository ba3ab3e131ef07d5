import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { IntentStoreError } from '../../errors/purchase.ts'

/** A file of lines that only grows. A line that was appended is on the disk, or it is not there at all. */
export interface Journal {
  /** Resolves when the line is on the disk. When it rejects, the line is not there. */
  append(line: string): Promise<void>
  /** Puts other lines in the place of all. */
  rewrite(lines: readonly string[]): Promise<void>
  close(): Promise<void>
}

const HEADER = `${JSON.stringify({ onesms: 'purchases', version: 1 })}\n`

/**
 * Opens a journal, or begins one, and reads it. A last line that is cut off, or no JSON, was never acknowledged: the power
 * failed while it was written. It is taken away. Any other file is left as it is.
 */
export async function openJournal(
  path: string,
): Promise<{ readonly journal: Journal; readonly lines: readonly string[] }> {
  const handle = await openFile(path)
  try {
    const text = await handle.readFile('utf8')
    if (!text.startsWith(HEADER) && !HEADER.startsWith(text)) {
      throw unreadable(path, 'is not a file of purchases, or of a later version')
    }
    const lines = text.slice(HEADER.length).split('\n').slice(0, -1)
    const last = lines.at(-1)
    if (last !== undefined && !isJson(last)) lines.pop()
    return { journal: await serve(path, handle, lines), lines }
  } catch (error) {
    await handle.close()
    throw error
  }
}

export function unreadable(path: string, fact: string): IntentStoreError {
  return new IntentStoreError(`${path} ${fact}`, {
    hint: 'Nothing was changed. Put it aside, and look at it before buying.',
  })
}

async function serve(path: string, opened: FileHandle, lines: readonly string[]): Promise<Journal> {
  let handle = opened
  const kept = bytesOf(lines)
  let size = kept.length
  if (lines.length === 0) await writeAll(handle, kept, 0)
  await handle.truncate(size)
  await handle.sync()
  await syncFolder(path)
  let isBroken = false

  return {
    append: async line => {
      if (isBroken) throw new Error('an earlier write could not be taken back')
      const bytes = Buffer.from(`${line}\n`)
      try {
        await writeAll(handle, bytes, size)
        await handle.datasync()
        size += bytes.length
      } catch (error) {
        // Half a line must not stand before the next one.
        await handle.truncate(size).catch(() => {
          isBroken = true
        })
        throw error
      }
    },
    rewrite: async lines => {
      const fresh = `${path}.new`
      const draft = await open(fresh, 'w+', 0o600)
      try {
        const bytes = bytesOf(lines)
        await writeAll(draft, bytes, 0)
        await draft.sync()
        await rename(fresh, path)
        await syncFolder(path)
        const old = handle
        handle = draft
        size = bytes.length
        await old.close()
      } catch (error) {
        if (handle !== draft) await draft.close()
        throw error
      }
    },
    close: () => handle.close(),
  }
}

function bytesOf(lines: readonly string[]): Buffer {
  return Buffer.from(HEADER + lines.map(line => `${line}\n`).join(''))
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line)
    return true
  } catch {
    return false
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r+')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    return open(path, 'wx+', 0o600) // it will hold phone numbers
  }
}

async function writeAll(handle: FileHandle, bytes: Buffer, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

/** A new name in a folder is durable when the folder is. Not every system lets one ask for that. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(dirname(path), 'r').catch(() => null)
  await folder?.sync().catch(() => {})
  await folder?.close()
}
