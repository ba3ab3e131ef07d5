import { defineConfig } from 'vitest/config'

const source = { conditions: ['@onesms/source', 'module', 'node', 'development|production'] }

export default defineConfig({
  resolve: source,
  ssr: { resolve: source },
  test: {
    projects: [
      { extends: true, test: { name: 'scripts', root: 'scripts', include: ['*.test.ts'] } },
      { extends: true, test: { name: 'sdk', root: 'packages/sdk', include: ['src/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'daemon', root: 'packages/daemon', include: ['src/**/*.test.ts'], testTimeout: 30_000, hookTimeout: 60_000 },
      },
    ],
  },
})
