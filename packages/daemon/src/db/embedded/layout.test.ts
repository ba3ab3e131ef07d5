import { describe, expect, it } from 'vitest'
import { layoutOf } from './layout.ts'

describe('layoutOf', () => {
  it('keeps all in the directory while a socket path fits', () => {
    expect(layoutOf('/home/me/onesms')).toEqual({
      directory: '/home/me/onesms',
      cluster: '/home/me/onesms/cluster',
      run: '/home/me/onesms/run',
      log: '/home/me/onesms/server.log',
    })
  })

  it('moves the sockets of a deep directory to the temporary folder, each directory to a place of its own', () => {
    const deep = `/home/${'ü'.repeat(45)}`
    const { run, cluster } = layoutOf(deep, '/tmp')
    expect(run).toMatch(/^\/tmp\/onesms-[0-9a-f]{16}$/)
    expect(cluster).toBe(`${deep}/cluster`)
    expect(layoutOf(`${deep}2`, '/tmp').run).not.toBe(run)
    expect(layoutOf(deep, '/tmp').run).toBe(run)
  })

  it('says so when neither leaves room', () => {
    const deep = `/home/${'x'.repeat(90)}`
    expect(() => layoutOf(deep, deep)).toThrow('leaves room for a socket')
  })
})
