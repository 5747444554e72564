import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { messagesOf, pagesAhead, precompress } from '../ui/build-plugins.ts';
import { DOORSTEPS } from './doorsteps.ts';
import { firstPictures } from './first-pictures.ts';
import { firstWords } from './first-words.ts';
import { UNMET } from './unmet.ts';

const root = fileURLToPath(new URL('.', import.meta.url));
/** What turns the sources of a page into what a browser reads; made anew for each use. */
const pages = () => [
  preact({ devToolsEnabled: false }),
  messagesOf(['common', 'problems', 'resident', 'notify'], { unmet: UNMET, first: () => firstWords(root) }),
];

/** The phone: the React API on Preact, for the oldest engines that people hand on. */
export default defineConfig({
  root,
  base: '/',
  plugins: [
    ...pages(),
    pagesAhead('App.tsx', DOORSTEPS),
    firstPictures(root, pages()),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: '.',
      filename: 'worker.ts',
      injectRegister: false,
      includeAssets: [],
      includeManifestIcons: false,
      manifest: {
        name: '邻里 Linli',
        short_name: '邻里',
        description: '要帮忙，说一声。附近的志愿者来。',
        lang: 'zh-CN',
        id: '/',
        start_url: '/',
        scope: '/',
        display: 'standalone',
        background_color: '#fbf8f3',
        theme_color: '#fbf8f3',
        icons: [
          { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png' },
          { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png' },
          { src: '/icons/maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        ],
      },
      injectManifest: {
        rollupFormat: 'iife',
        target: ['ios14', 'chrome86'],
        globPatterns: ['index.html', 'boot.js', 'icon.svg', 'assets/*.{js,css}'],
        // Their names carry a hash already.
        dontCacheBustURLsMatching: /^assets\//,
      },
    }),
    precompress(),
  ],
  build: {
    outDir: fileURLToPath(new URL('../../dist/web/resident', import.meta.url)),
    emptyOutDir: true,
    target: ['ios14', 'chrome86'],
    cssTarget: ['ios14', 'chrome86'],
    assetsInlineLimit: 0,
    // All styles are small; one file of them is one request before the first picture.
    cssCodeSplit: false,
    rolldownOptions: {
      // The first pictures take longer than the rest.
      checks: { pluginTimings: false },
      // What pages share comes with the program, and not each piece by a request of its own: on a phone's network a
      // request costs more than the bytes it brings.
      output: {
        codeSplitting: { groups: [{ name: 'phone', minShareCount: 2, maxModuleSize: 60_000 }] },
        // Most of it runs at once: engines that know the sign compile it beside the page, and not within its first drawing.
        postBanner: '//# allFunctionsCalledOnLoad',
      },
    },
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
});
