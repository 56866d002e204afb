import { defineConfig } from 'vite'

const server = 'http://127.0.0.1:8000'

export default defineConfig({
  base: '/explorer/',
  build: {
    outDir: '../beatgraph/static/explorer',
    emptyOutDir: true,
    license: { fileName: 'licences.md' },
    chunkSizeWarningLimit: 8000, // Monaco is one large piece, and is loaded once.
    rolldownOptions: {
      input: ['index.html', 'docs.html'],
      output: { keepNames: true }, // GraphiQL makes the titles of its icons from the names of its components.
      onwarn: (warning, warn) => warning.code === 'MODULE_LEVEL_DIRECTIVE' || warn(warning),
    },
  },
  server: {
    proxy: { '/graphql': { target: server, ws: true }, '/api': server, '/explorer/operations.json': server },
  },
})
