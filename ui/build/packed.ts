import { createHash } from 'node:crypto';
import { readFile, readdir, writeFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Plugin, ResolvedConfig } from 'vite';

/** Text that is shorter than this travels in one packet anyway. */
const SMALLEST = 1_000;
const TEXT = /\.(html|js|css|svg|json|webmanifest|txt)$/;

/**
 * Compresses what was built, once and well, and lists all files for the server: `PATH TAG ENCODING..`, where `PATH.ENCODING` is
 * the compressed form.
 */
export function packed(): Plugin {
  let config: ResolvedConfig;
  return {
    name: 'packed',
    apply: 'build',
    configResolved: resolved => void (config = resolved),
    async closeBundle() {
      const folder = join(config.root, config.build.outDir);
      const lines: string[] = [];
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile()) continue;
        const file = join(entry.parentPath, entry.name);
        const bytes = await readFile(file);
        const words = [
          relative(folder, file).split(sep).join('/'),
          createHash('sha256').update(bytes).digest('hex').slice(0, 16),
        ];
        if (TEXT.test(file) && bytes.length >= SMALLEST) {
          await writeFile(
            file + '.br',
            brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
          );
          await writeFile(file + '.gzip', gzipSync(bytes, { level: 9 }));
          words.push('br', 'gzip');
        }
        lines.push(words.join(' '));
      }
      await writeFile(join(folder, 'files.txt'), lines.sort().join('\n') + '\n');
    },
  };
}
