import { describe, it } from 'vitest'
import { intentStoreCases } from '../testing/intent-store-conformance.ts'
import { createMemoryStore } from './memory-store.ts'

describe('the store in memory', () => {
  const store = createMemoryStore()
  it.each(intentStoreCases)('$name', ({ run }) => run(store))
})
