import { defineConfig } from 'vitest/config';

/** The page in a real browser, against a real stormd: run by `build/page browser`. */
export default defineConfig({
  root: import.meta.dirname,
  cacheDir: '../target/vite',
  test: {
    include: [process.env['MEASURE'] ? 'bench.ts' : '*.test.ts'],
    // One stormd, one browser: the tests follow each other.
    fileParallelism: false,
    testTimeout: 60_000,
    // A headless browser on a busy machine now and then draws no frame for long; a second failure is one.
    retry: 1,
    hookTimeout: 90_000,
    reporters: ['default', ['junit', { outputFile: '../target/browser-reports/TEST-browser.xml' }]],
  },
});
