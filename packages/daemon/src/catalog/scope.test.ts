import { expect, it } from 'vitest'
import { type ScanScope, scopeName } from './scope.ts'

it.each<[ScanScope, string]>([
  ['all', 'all'],
  [{ top: 20 }, 'top:20'],
  [['US', 'DE', 'US'], 'DE,US'],
])('names the scope %j %s, however it is written', (scope, name) => {
  expect(scopeName(scope)).toBe(name)
})
