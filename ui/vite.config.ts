import { defineConfig } from 'vitest/config';
import { packed } from './build/packed.ts';

const stormd = process.env['STORMD'] ?? 'http://127.0.0.1:28482';

export default defineConfig({
  base: '/ui/',
  build: {
    outDir: 'target/web',
    emptyOutDir: true,
    target: 'es2022',
    // What may be inlined would be a data: address, which the page's policy does not allow.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  worker: { format: 'es' },
  plugins: [packed()],
  server: { proxy: { '/v1': stormd } },
  cacheDir: 'target/vite',
  test: {
    include: ['src/**/*.test.ts'],
    environment: 'node',
    reporters: ['dot', ['junit', { outputFile: 'target/vitest-reports/TEST-page.xml' }]],
  },
});
