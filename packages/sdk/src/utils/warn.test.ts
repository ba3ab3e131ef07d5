import { afterEach, expect, it, vi } from 'vitest'
import { warn } from './warn.ts'

afterEach(() => vi.unstubAllGlobals())

it('warns by the runtime', () => {
  const emitWarning = vi.fn()
  vi.stubGlobal('process', { emitWarning })
  warn('mind the gap')
  expect(emitWarning).toHaveBeenCalledExactlyOnceWith('mind the gap')
})

it('warns by the console where the runtime has no warnings', () => {
  vi.stubGlobal('process', undefined)
  const spy = vi.spyOn(console, 'warn').mockImplementation(() => {})
  warn('mind the gap')
  expect(spy).toHaveBeenCalledExactlyOnceWith('mind the gap')
  spy.mockRestore()
})
