import { cleanup, configure } from '@testing-library/react'
import { afterEach } from 'vitest'
import { loadEngine } from '../attempts/on-demand.ts'

// React says what a test forgot to wait for only where it is told that it is in one.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
// A machine with much to do is no reason to fail.
configure({ asyncUtilTimeout: 10_000 })
afterEach(() => {
  cleanup()
  // Where there is a page, tests of other files run in it.
  globalThis.sessionStorage?.clear()
})

// What is otherwise loaded with its first use, and that takes real time.
await loadEngine()
