import { describe, expect, it } from 'vitest'
import { noReferences, referenceTable } from './reference-table.ts'

describe('referenceTable', () => {
  const table = referenceTable({ US: '187', GB: '16' }, { '12': 'US', '1001': 'US' })

  it('translates both ways; further ids are read only', () => {
    expect(table.nativeIdOf('US')).toBe('187')
    expect(['187', '12', '1001', '16'].map(table.codeOf)).toEqual(['US', 'US', 'US', 'GB'])
    expect(table.codes()).toEqual(['US', 'GB'])
  })

  it('C07 knows nothing that objects inherit', () => {
    for (const name of ['__proto__', 'constructor', 'toString', '']) {
      expect([table.nativeIdOf(name), table.codeOf(name)]).toEqual([undefined, undefined])
      expect(noReferences.nativeIdOf(name)).toBeUndefined()
    }
  })

  it('an id of its own outranks one that is a further id of another', () => {
    expect(referenceTable({ US: '187' }, { '187': 'XX' }).codeOf('187')).toBe('US')
  })
})
