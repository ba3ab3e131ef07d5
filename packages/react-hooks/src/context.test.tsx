import { OneSmsError } from '@onesms/sdk'
import { version } from 'react'
import { describe, expect, it } from 'vitest'
import { openStage } from './__fixtures__/stage.tsx'
import { thrownBy } from './__fixtures__/thrown-by.ts'
import { useOneSmsClient } from './context.tsx'

describe('OneSmsClientProvider', () => {
  it('gives the client to whoever is below it', () => {
    const { client, renderHook } = openStage()
    expect(renderHook(() => useOneSmsClient()).result.current).toBe(client)
  })

  it('R19: without it a hook says what to do', () => {
    const error = thrownBy(() => useOneSmsClient())
    expect(OneSmsError.is(error) && error.code).toBe('configuration')
    expect(String(error)).toContain('<OneSmsClientProvider client={client}>')
  })

  it('runs with the React that the project is for', ({ task }) => {
    expect(version.split('.')[0]).toBe(task.file.projectName === 'react-18' ? '18' : '19')
  })
})
