import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const MESSAGES = fileURLToPath(new URL('../../messages', import.meta.url));
const LANGUAGES = ['zh-CN', 'en'];
const LOADERS = 'virtual:linli-messages';

/**
 * Compiles the language files for one door: of each language one file with this door's shelves alone, fetched only
 * when that language is in use. Import `loaders` from `virtual:linli-messages`. The page names both beside its program, so
 * that they come with it and not after it; the server leaves only that of the reader's language (`src/main/pages.ts`).
 * `unmet`: keys that nobody at this door meets.
 */
export function messagesOf(shelves: readonly string[], unmet?: RegExp): Plugin {
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
      const sentences = Object.entries(Object.assign({}, ...parts)).filter(([key]) => !unmet?.test(key));
      return `export default ${JSON.stringify(Object.fromEntries(sentences))};`;
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

/**
 * Names for each address the program of its page, so that it comes beside the door's own and not after it; the server
 * leaves only that of the address that is read (`src/main/pages.ts`). `table`: the module that lists the routes, each as
 * `pattern: '/orders/:id', load: async () => (await import('./pages/Order.tsx'))`.
 */
export function pagesAhead(table: string): Plugin {
  let base = '/';
  let root = '';
  return {
    name: 'linli-pages-ahead',
    apply: 'build',
    configResolved(config) {
      ({ base, root } = config);
    },
    transformIndexHtml: {
      order: 'post',
      async handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).flatMap((each) => (each.type === 'chunk' ? [each] : []));
        const byName = new Map(chunks.map((chunk) => [chunk.fileName, chunk]));
        const withImports = (names: readonly string[], seen = new Set<string>()): Set<string> => {
          for (const name of names)
            if (!seen.has(name) && byName.has(name)) withImports(byName.get(name)?.imports ?? [], seen.add(name));
          return seen;
        };
        const entry = withImports(chunks.filter((chunk) => chunk.isEntry).map(({ fileName }) => fileName));
        const routes = (await readFile(path.join(root, table), 'utf8')).matchAll(
          /pattern: '([^']+)', load: async \(\) => \(await import\('([^']+)'\)\)/g,
        );
        const tags = [...routes].flatMap(([, pattern = '', module = '']) => {
          const page = chunks.find((chunk) => chunk.facadeModuleId === path.resolve(root, module));
          if (!page) throw new Error(`${table} names ${module}, which was not built.`);
          return [...withImports([page.fileName])]
            .filter((name) => !entry.has(name))
            .map((name) => ({
              tag: 'link',
              attrs: { rel: 'modulepreload', 'data-at': pattern, crossorigin: true, href: `${base}${name}` },
              injectTo: 'head' as const,
            }));
        });
        if (tags.length === 0) throw new Error(`${table} lists no routes.`);
        return { html, tags };
      },
    },
  };
}

const SQUEEZED = /\.(?:js|css|html|svg|json|webmanifest)$/;

/**
 * Writes `.br` and `.gz` beside every file that shrinks, so that the server never compresses while somebody waits: the first
 * for browsers that come by TLS, an eighth smaller, the second for all.
 */
export function precompress(): Plugin {
  let folder = '';
  return {
    name: 'linli-precompress',
    apply: 'build',
    configResolved(config) {
      folder = path.resolve(config.root, config.build.outDir);
    },
    async closeBundle() {
      const ways = [
        ['gz', (whole: Buffer) => promisify(gzip)(whole, { level: 9 })],
        ['br', promisify<Buffer, Buffer>(brotliCompress)],
      ] as const;
      for (const name of await readdir(folder, { recursive: true })) {
        if (!SQUEEZED.test(name)) continue;
        const whole = await readFile(path.join(folder, name));
        for (const [ending, squeeze] of ways) {
          const small = await squeeze(whole);
          if (small.length < whole.length) await writeFile(path.join(folder, `${name}.${ending}`), small);
        }
      }
    },
  };
}
