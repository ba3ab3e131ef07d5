import { afterAll } from 'vitest'
import { removeHomeOfFile } from '../cli/__fixtures__/onesms.ts'

// Test files share what they import, so that only this runs once for each of them.
afterAll(removeHomeOfFile)
