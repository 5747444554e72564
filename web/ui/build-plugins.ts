import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

const MESSAGES = fileURLToPath(new URL('../../messages', import.meta.url));
const LANGUAGES = ['zh-CN', 'en'];
const LOADERS = 'virtual:linli-messages';

/** Which sentences a door carries, and which of them with its program. */
interface Carried {
  /** Keys that nobody at this door meets. */
  unmet?: RegExp;
  /** Says which keys the first pages show; the others are a file of their own, fetched when it is wanted. */
  first?: () => Promise<(key: string) => boolean>;
}

/** The module of a language's sentences, and of those that its first pages do not show. */
const wordsOf = (language: string) => `${LOADERS}/${language}`;
const laterWordsOf = (language: string) => `${wordsOf(language)}-later`;

/**
 * Compiles the language files for one door: of each language one file with this door's shelves alone, fetched only
 * when that language is in use, or two where the first pages carry but their own. Import `loaders` and `later` from
 * `virtual:linli-messages`. The page names the first of each beside its program, so that they come with it and not after
 * it; the server leaves only that of the reader's language (`src/main/pages.ts`).
 */
export function messagesOf(shelves: readonly string[], { unmet, first }: Carried = {}): Plugin {
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
        const each = (file: (language: string) => string) =>
          `{ ${LANGUAGES.map((language) => `'${language}': () => import('${file(language)}')`).join(', ')} }`;
        return `export const loaders = ${each(wordsOf)};\nexport const later = ${first ? each(laterWordsOf) : undefined};`;
      }
      if (!id.startsWith(`\0${LOADERS}/`)) return null;
      const language = path.basename(id).replace('-later', '');
      const isLater = id === `\0${laterWordsOf(language)}`;
      const files = shelves.map((shelf) => path.join(MESSAGES, language, `${shelf}.json`));
      for (const file of files) this.addWatchFile(file);
      const parts = await Promise.all(
        files.map(async (file): Promise<object> => JSON.parse(await readFile(file, 'utf8'))),
      );
      const isFirst = await first?.();
      const sentences = Object.entries(Object.assign({}, ...parts)).filter(
        ([key]) => !unmet?.test(key) && (isFirst?.(key) ?? true) !== isLater,
      );
      return `export default ${JSON.stringify(Object.fromEntries(sentences))};`;
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { bundle }) {
        const chunks = Object.values(bundle ?? {}).flatMap((each) => (each.type === 'chunk' ? [each] : []));
        const tags = LANGUAGES.flatMap((language) =>
          chunks
            .filter((chunk) => chunk.facadeModuleId === `\0${wordsOf(language)}`)
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
 * The addresses that a table of routes lists, each with the module of its page: `pattern: '/orders/:id', load: async () =>
 * (await import('./pages/Order.tsx'))`.
 */
export async function routesOf(root: string, table: string): Promise<{ pattern: string; module: string }[]> {
  const source = await readFile(path.join(root, table), 'utf8');
  return [...source.matchAll(/pattern: '([^']+)', load: async \(\) => \(await import\('([^']+)'\)\)/g)].map(
    ([, pattern = '', module = '']) => ({ pattern, module: path.resolve(root, module) }),
  );
}

/**
 * Names for each address the program of its page, and its words where they do not come with the door's own, so that they
 * come beside it and not after it; the server leaves only those of the address and the language that are read
 * (`src/main/pages.ts`). `table`: the module that lists the routes (`routesOf`); `doorsteps`: the addresses whose words the
 * door's program carries.
 */
export function pagesAhead(table: string, doorsteps: ReadonlySet<string>): Plugin {
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
        const ahead = (attrs: { lang?: string; 'data-at': string }, name: string) => ({
          tag: 'link',
          attrs: { rel: 'modulepreload', ...attrs, crossorigin: true, href: `${base}${name}` },
          injectTo: 'head' as const,
        });
        const words = LANGUAGES.flatMap((lang) =>
          chunks
            .filter((chunk) => chunk.facadeModuleId === `\0${laterWordsOf(lang)}`)
            .map(({ fileName }) => ({ lang, fileName })),
        );
        const tags = (await routesOf(root, table)).flatMap(({ pattern, module }) => {
          const page = chunks.find((chunk) => chunk.facadeModuleId === module);
          if (!page) throw new Error(`${table} names ${module}, which was not built.`);
          return [
            ...[...withImports([page.fileName])]
              .filter((name) => !entry.has(name))
              .map((name) => ahead({ 'data-at': pattern }, name)),
            ...(doorsteps.has(pattern)
              ? []
              : words.map(({ lang, fileName }) => ahead({ lang, 'data-at': pattern }, fileName))),
          ];
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
