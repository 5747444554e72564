import { createServer, type Plugin, type PluginOption } from 'vite';

const LANGUAGES = ['zh-CN', 'en'] as const;
/** Where the pictures stand in the page. */
const PLACE = '<!--first pictures-->';

/**
 * Draws the first pictures of the pages (`first.tsx`) into the door's page, each between comments that name its language
 * and address; a phone shows them while the program is still on its way. The server leaves that of the reader's language
 * and address alone (`src/main/pages.ts`). `root`: the door's folder; `plugins`: what its pages are built with.
 */
export function firstPictures(root: string, plugins: PluginOption[]): Plugin {
  return {
    name: 'linli-first-pictures',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      async handler(html) {
        if (!html.includes(PLACE)) throw new Error(`The page has no ${PLACE}.`);
        // A function: a picture may hold what `replace` would take for its own signs.
        const drawn = await draw(root, plugins);
        return html.replace(PLACE, () => drawn);
      },
    },
  };
}

async function draw(root: string, plugins: PluginOption[]): Promise<string> {
  const workshop = await createServer({
    ...{ configFile: false, root, plugins, appType: 'custom', logLevel: 'warn' },
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
    // One Preact for the pages and for what draws them.
    ssr: { noExternal: true },
  });
  try {
    const { firstPictures } = (await workshop.ssrLoadModule('/first.tsx')) as typeof import('./first.tsx');
    const drawn: string[] = [];
    for (const language of LANGUAGES) {
      const words = await workshop.ssrLoadModule(`virtual:linli-messages/${language}`);
      const pictures = await firstPictures(language, words['default'] as Record<string, string>);
      for (const [pattern, picture] of Object.entries(pictures))
        drawn.push(
          `<!--first ${language} ${pattern}--><div id="first" lang="${language}" aria-hidden="true">${picture}</div><!--/first-->`,
        );
    }
    return drawn.join('\n');
  } finally {
    await workshop.close();
  }
}
