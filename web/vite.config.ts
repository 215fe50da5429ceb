import { fileURLToPath } from 'node:url'
import vue from '@vitejs/plugin-vue'
import { defineConfig } from 'vite'
import { pdfParts } from './build/pdf.ts'

// During development the pages come from here and everything else from the program.
const program = process.env.RENDA_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  plugins: [vue(), pdfParts()],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  define: { __VUE_OPTIONS_API__: false, __VUE_PROD_DEVTOOLS__: false, __INTLIFY_JIT_COMPILATION__: true },
  // Inlined files would be data: addresses, which the content policy does not allow for scripts and styles.
  build: { target: 'es2022', assetsInlineLimit: 0, manifest: true, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1500 },
  server: { proxy: { '/api': program, '/openapi.json': program } },
})
