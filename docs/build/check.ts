import { readApi } from './api.ts'
import { publicEntries } from './entries.ts'

await readApi(publicEntries())
