import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const source = { conditions: ['@onesms/source', 'module', 'node', 'development|production'] }

// Two tiers. `vitest run` takes every test, those that scale at a scaled size; `vitest run --mode full` takes those alone, at
// full size: they are in files named `*.scaled.test.ts`, and read ONESMS_TEST_TIER.
export default defineConfig(({ mode }) => {
  const isFull = mode === 'full'
  const tier = {
    include: [isFull ? 'src/**/*.scaled.test.ts' : 'src/**/*.test.ts'],
    env: { ONESMS_TEST_TIER: isFull ? 'full' : 'normal' },
    testTimeout: isFull ? 900_000 : 5_000,
  }
  return {
    resolve: source,
    ssr: { resolve: source },
    test: {
      // As many as there are cores; by default one is left idle, and tests that wait for processes leave another.
      maxWorkers: '100%',
      projects: [
        ...(isFull
          ? []
          : [
              { extends: true as const, test: { name: 'scripts', root: 'scripts', include: ['*.test.ts'] } },
              { extends: true as const, test: { name: 'examples', root: 'examples', include: ['**/*.test.ts'] } },
              {
                extends: true as const,
                test: { ...tier, name: 'browser', root: 'testing/browser', testTimeout: 30_000, hookTimeout: 60_000 },
              },
            ]),
        { extends: true, test: { ...tier, name: 'sdk', root: 'packages/sdk' } },
        {
          extends: true,
          test: {
            ...tier,
            name: 'daemon',
            root: 'packages/daemon',
            globalSetup: fileURLToPath(new URL('packages/daemon/src/testing/global-setup.ts', import.meta.url)),
            testTimeout: Math.max(tier.testTimeout, 30_000),
            hookTimeout: 60_000,
          },
        },
      ],
    },
  }
})
