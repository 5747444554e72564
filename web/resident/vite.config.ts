import { fileURLToPath } from 'node:url';
import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { messagesOf, precompress } from '../ui/build-plugins.ts';

/** The phone: the React API on Preact, for the oldest engines that people hand on. */
export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  base: '/',
  plugins: [
    preact({ devToolsEnabled: false }),
    messagesOf(['common', 'problems', 'resident', 'notify']),
    precompress(),
  ],
  build: {
    outDir: fileURLToPath(new URL('../../dist/web/resident', import.meta.url)),
    emptyOutDir: true,
    target: ['ios14', 'chrome86'],
    cssTarget: ['ios14', 'chrome86'],
    assetsInlineLimit: 0,
  },
  server: { proxy: { '/api': 'http://localhost:8080' } },
});
