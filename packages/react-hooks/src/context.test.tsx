import { OneSmsError } from '@onesms/sdk'
import { renderHook } from '@testing-library/react'
import { version } from 'react'
import { describe, expect, it, vi } from 'vitest'
import { openStage } from './__fixtures__/stage.tsx'
import { useOneSmsClient } from './context.tsx'

function thrownBy(action: () => unknown): unknown {
  vi.spyOn(console, 'error').mockImplementation(() => undefined) // React 18 tells it there, too
  try {
    action()
  } catch (error) {
    return error
  } finally {
    vi.restoreAllMocks()
  }
  return undefined
}

describe('OneSmsClientProvider', () => {
  it('gives the client to whoever is below it', () => {
    const { client, renderHook } = openStage()
    expect(renderHook(() => useOneSmsClient()).result.current).toBe(client)
  })

  it('R19: without it a hook says what to do', () => {
    const error = thrownBy(() => renderHook(() => useOneSmsClient()))
    expect(OneSmsError.is(error) && error.code).toBe('configuration')
    expect(String(error)).toContain('<OneSmsClientProvider client={client}>')
  })

  it('runs with the React that the project is for', ({ task }) => {
    expect(version.split('.')[0]).toBe(task.file.projectName === 'react-18' ? '18' : '19')
  })
})
