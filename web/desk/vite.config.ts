import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { messagesOf, precompress } from '../ui/build-plugins.ts';

/** Builds the desk into dist/web/desk; in development the API is the server's, on its usual port. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [react(), messagesOf(['common', 'problems', 'notify', 'desk']), precompress()],
  build: {
    outDir: '../../dist/web/desk',
    emptyOutDir: true,
    target: ['chrome100', 'firefox100', 'safari15.4'],
    chunkSizeWarningLimit: 1200,
  },
  server: { proxy: { '/api': 'http://localhost:3000' } },
});
