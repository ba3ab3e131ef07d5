import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = { conditions: ['@onesms/source', 'module', 'node', 'development|production'] }

// Two tiers: `vitest run` at scaled sizes, `vitest run --mode full` at full size. Tests that scale read ONESMS_TEST_TIER.
export default defineConfig(({ mode }) => {
  const isFull = mode === 'full'
  const env = { ONESMS_TEST_TIER: isFull ? 'full' : 'normal' }
  const daemonTimeouts = { testTimeout: isFull ? 900_000 : 30_000, hookTimeout: 60_000 }
  return {
    resolve: source,
    ssr: { resolve: source },
    test: {
      projects: [
        { extends: true, test: { name: 'scripts', root: 'scripts', include: ['*.test.ts'] } },
        { extends: true, test: { name: 'sdk', root: 'packages/sdk', include: ['src/**/*.test.ts'], env } },
        {
          extends: true,
          test: {
            name: 'daemon',
            root: 'packages/daemon',
            include: ['src/**/*.test.ts'],
            globalSetup: fileURLToPath(new URL('packages/daemon/src/testing/global-setup.ts', import.meta.url)),
            env,
            ...daemonTimeouts,
          },
        },
      ],
    },
  }
})
