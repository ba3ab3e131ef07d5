import { renderHook } from '@testing-library/react'
import { vi } from 'vitest'

/** What a hook throws where nothing stands around it. */
export function thrownBy(hook: () => unknown): unknown {
  vi.spyOn(console, 'error').mockImplementation(() => undefined) // React 18 tells it there, too
  try {
    renderHook(hook)
  } catch (error) {
    return error
  } finally {
    vi.restoreAllMocks()
  }
  return undefined
}
