import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/** Builds the desk into dist/web/desk; in development the API is the server's, on its default port. */
export default defineConfig({
  root: import.meta.dirname,
  base: '/desk/',
  plugins: [react()],
  build: { outDir: '../../dist/web/desk', emptyOutDir: true, target: ['chrome100', 'firefox100', 'safari15.4'] },
  server: { proxy: { '/api': 'http://localhost:3000' } },
});
