import preact from '@preact/preset-vite';
import { defineConfig } from 'vite';
import { messagesOf, precompress } from '../ui/build-plugins.ts';

/** The wall: small and steady, on Preact and plain SVG, since it stays open for days. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/screen/',
  plugins: [preact({ devToolsEnabled: false }), messagesOf(['common', 'problems', 'screen']), precompress()],
  build: { outDir: '../../dist/web/screen', emptyOutDir: true, target: ['chrome111', 'firefox113', 'safari16.2'] },
  server: { proxy: { '/api': 'http://localhost:3000' } },
});
