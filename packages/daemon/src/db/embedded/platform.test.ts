import { describe, expect, it } from 'vitest'
import { whyUnsupported } from './platform.ts'

const LOADER = '/lib64/ld-linux-x86-64.so.2'

function machine({ platform = 'linux-x64', files = [LOADER], env = {} }) {
  return { platform, env, exists: (path: string) => files.includes(path) }
}

describe('whyUnsupported', () => {
  it('has nothing against the four platforms there are programs for', () => {
    expect(whyUnsupported(machine({}), true)).toBeNull()
    expect(whyUnsupported(machine({ platform: 'linux-arm64', files: ['/lib/ld-linux-aarch64.so.1'] }), true)).toBeNull()
    expect(whyUnsupported(machine({ platform: 'darwin-arm64', files: [] }), true)).toBeNull()
    expect(whyUnsupported(machine({ platform: 'darwin-x64', files: [] }), true)).toBeNull()
  })

  it('refuses other platforms, and systems without glibc', () => {
    expect(whyUnsupported(machine({ platform: 'win32-x64' }), false)).toContain('win32-x64')
    expect(whyUnsupported(machine({ files: ['/lib/ld-musl-x86_64.so.1'] }), false)).toContain('needs glibc')
  })

  it.each([
    ['Docker', { files: [LOADER, '/.dockerenv'] }],
    ['Podman', { files: [LOADER, '/run/.containerenv'] }],
    ['Kubernetes', { env: { KUBERNETES_SERVICE_HOST: '10.0.0.1' } }],
  ])('refuses durable data in a container of %s, and no other', (_, facts) => {
    expect(whyUnsupported(machine(facts), true)).toContain('lose its data')
    expect(whyUnsupported(machine(facts), false)).toBeNull()
  })
})
