import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** Where `onesms start` and `onesms demo` listen. It is addressed as the page is, so that it knows the page for its own. */
const DAEMON = { target: 'http://127.0.0.1:8787', changeOrigin: false }

export default defineConfig({
  // The folder may be served under any path; pages are told apart behind the `#`.
  base: './',
  plugins: [react()],
  // The packages of this workspace are read from their sources, so that nothing has to be built before.
  resolve: { conditions: ['@onesms/source', 'module', 'browser', 'development|production'] },
  server: { proxy: { '/v1': DAEMON, '/session': DAEMON } },
  build: {
    outDir: fileURLToPath(new URL('../../packages/daemon/demo-app', import.meta.url)),
    emptyOutDir: true,
    target: 'es2022',
    // Nothing stands in the page itself, so that its policy allows neither inline scripts and styles nor data.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // The notices of what is bundled; minifying takes them out of the scripts.
    license: { fileName: 'licenses.md' },
  },
})
