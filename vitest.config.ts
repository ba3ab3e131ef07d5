import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const source = { conditions: ['@onesms/source', 'module', 'node', 'development|production'] }

// A whole tree of its own, so that whatever imports React in it finds the same one.
const react18 = ['react', 'react-dom', '@tanstack/react-query', '@testing-library/react'].map(name => ({
  find: new RegExp(`^${name}(?=/|$)`),
  replacement: path(`testing/react-18/node_modules/${name}`),
}))

/** The tests of the hooks, in a document. */
const hooks = (name: string, alias: typeof react18 = []) => ({
  extends: true as const,
  resolve: { alias },
  test: {
    ...{ name, root: 'packages/react-hooks', include: ['src/**/*.test.{ts,tsx}'] },
    environment: 'happy-dom',
    testTimeout: 20_000,
    setupFiles: path('packages/react-hooks/src/__fixtures__/setup.ts'),
  },
})

// Two tiers. `vitest run` takes every test, those that scale at a scaled size; `vitest run --mode full` takes those alone, at
// full size: they are in files named `*.scaled.test.ts`, and read ONESMS_TEST_TIER.
export default defineConfig(({ mode }) => {
  const isFull = mode === 'full'
  const tier = {
    include: [isFull ? 'src/**/*.scaled.test.ts' : 'src/**/*.test.ts'],
    env: { ONESMS_TEST_TIER: isFull ? 'full' : 'normal' },
    testTimeout: isFull ? 900_000 : 20_000, // ends what hangs, also on a machine that is busy with other work
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
              { extends: true as const, test: { name: 'examples', root: 'examples', include: ['**/*.test.{ts,tsx}'] } },
              hooks('react'),
              hooks('react-18', react18),
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
            globalSetup: path('packages/daemon/src/testing/global-setup.ts'),
            testTimeout: Math.max(tier.testTimeout, 30_000),
            hookTimeout: 60_000,
          },
        },
      ],
    },
  }
})
