import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const MESSAGES = fileURLToPath(new URL('../../messages', import.meta.url));
const LANGUAGES = ['zh-CN', 'en'];
const LOADERS = 'virtual:linli-messages';

/**
 * Compiles the language files for one door: of each language one file with this door's shelves alone, fetched only
 * when that language is in use. Import `loaders` from `virtual:linli-messages`. The page names both beside its program, so
 * that they come with it and not after it; the server leaves only that of the reader's language (`src/main/pages.ts`).
 */
export function messagesOf(shelves: readonly string[]): Plugin {
  let base = '/';
  return {
    name: 'linli-messages',
    configResolved(config) {
      base = config.base;
    },
    resolveId(id) {
      return id === LOADERS || id.startsWith(`${LOADERS}/`) ? `\0${id}` : null;
    },
    async load(id) {
      if (id === `\0${LOADERS}`) {
        const entries = LANGUAGES.map((each) => `${JSON.stringify(each)}: () => import('${LOADERS}/${each}')`);
        return `export const loaders = { ${entries.join(', ')} };`;
      }
      if (!id.startsWith(`\0${LOADERS}/`)) return null;
      const language = id.slice(LOADERS.length + 2);
      const files = shelves.map((shelf) => path.join(MESSAGES, language, `${shelf}.json`));
      for (const file of files) this.addWatchFile(file);
      const parts = await Promise.all(
        files.map(async (file): Promise<object> => JSON.parse(await readFile(file, 'utf8'))),
      );
      return `export default ${JSON.stringify(Object.assign({}, ...parts))};`;
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).flatMap((each) => (each.type === 'chunk' ? [each] : []));
        const tags = LANGUAGES.flatMap((language) =>
          chunks
            .filter((chunk) => chunk.facadeModuleId === `\0${LOADERS}/${language}`)
            .map(({ fileName }) => ({
              tag: 'link',
              attrs: { rel: 'modulepreload', lang: language, crossorigin: true, href: `${base}${fileName}` },
              injectTo: 'head' as const,
            })),
        );
        return { html, tags };
      },
    },
  };
}

const SQUEEZED = /\.(?:js|css|html|svg|json|webmanifest)$/;

/** Writes `.gz` beside every file that shrinks, so that the server never compresses while somebody waits. */
export function precompress(): Plugin {
  let folder = '';
  return {
    name: 'linli-precompress',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const squeeze = promisify(gzip);
      for (const name of await readdir(folder, { recursive: true })) {
        if (!SQUEEZED.test(name)) continue;
        const whole = await readFile(path.join(folder, name));
        const small = await squeeze(whole, { level: 9 });
        if (small.length < whole.length) await writeFile(path.join(folder, `${name}.gz`), small);
      }
    },
  };
}
