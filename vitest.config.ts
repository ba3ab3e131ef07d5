import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
const source = { conditions: ['@onesms/source', 'module', 'node', 'development|production'] }

// A whole tree of its own, so that whatever imports React in it finds the same one.
const react18 = ['react', 'react-dom', '@tanstack/react-query', '@testing-library/react'].map(name => ({
  find: new RegExp(`^${name}(?=/|$)`),
  replacement: path(`testing/react-18/node_modules/${name}`),
}))

const cores = availableParallelism()

/** Tests that compute, one worker to a core. Each starts with the modules that others have loaded: half of the work was that. */
const computing = { isolate: false, maxWorkers: cores, sequence: { groupOrder: 1 } }

/** Tests that wait for processes, servers and browsers most of the time: three workers to two cores. */
const waiting = { maxWorkers: Math.ceil(1.5 * cores), sequence: { groupOrder: 0 } }

/** The tests of the hooks, in a document. */
const hooks = (name: string, alias: typeof react18 = []) => ({
  extends: true as const,
  resolve: { alias },
  test: {
    ...computing,
    name,
    root: 'packages/react-hooks',
    include: ['src/**/*.test.{ts,tsx}'],
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
      // By default one is left idle.
      maxWorkers: cores,
      projects: [
        ...(isFull
          ? []
          : [
              {
                extends: true as const,
                test: { ...waiting, name: 'scripts', root: 'scripts', include: ['*.test.ts'] },
              },
              {
                extends: true as const,
                test: { ...waiting, name: 'examples', root: 'examples', include: ['**/*.test.{ts,tsx}'] },
              },
              hooks('react'),
              hooks('react-18', react18),
              {
                extends: true as const,
                test: {
                  ...waiting,
                  ...tier,
                  name: 'browser',
                  root: 'testing/browser',
                  testTimeout: 30_000,
                  hookTimeout: 60_000,
                },
              },
            ]),
        { extends: true, test: { ...(!isFull && computing), ...tier, name: 'sdk', root: 'packages/sdk' } },
        {
          extends: true,
          test: {
            ...(!isFull && { ...waiting, isolate: false }),
            ...tier,
            name: 'daemon',
            root: 'packages/daemon',
            globalSetup: path('packages/daemon/src/testing/global-setup.ts'),
            setupFiles: path('packages/daemon/src/testing/setup.ts'),
            testTimeout: Math.max(tier.testTimeout, 30_000),
            hookTimeout: 60_000,
          },
        },
      ],
    },
  }
})
