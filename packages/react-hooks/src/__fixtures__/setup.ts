import { cleanup } from '@testing-library/react'
import { afterEach } from 'vitest'

// React says what a test forgot to wait for only where it is told that it is in one.
Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
afterEach(cleanup)
