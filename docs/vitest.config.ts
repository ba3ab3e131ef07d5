import { defineConfig } from 'vitest/config'

const source = { conditions: ['@onesms/source', 'module', 'node', 'development|production'] }

// Beside the two tiers, since the site has to be built before: `pnpm docs:test`.
export default defineConfig({
  root: import.meta.dirname,
  resolve: source,
  ssr: { resolve: source },
  test: {
    include: ['**/*.test.ts'],
    exclude: ['**/node_modules/**', '.vitepress/**'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
})
