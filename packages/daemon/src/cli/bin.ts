#!/usr/bin/env node
import { CommanderError } from 'commander'
import { EXIT, reportOf } from './exit.ts'
import { say } from './output.ts'
import { program } from './program.ts'

// Who was reading may be gone (`onesms query … | head -1`); what is being done goes on all the same.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {})

try {
  await program.parseAsync()
} catch (error) {
  if (error instanceof CommanderError) {
    // It has already said what is wrong; help and version come this way too.
    process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.misconfigured
  } else {
    const { lines, code } = reportOf(error)
    for (const line of lines) say(line)
    process.exitCode = code
  }
}
