import { defineConfig } from 'vite';

/** `npx vite src/console` serves the console as it is edited, and hands what is asked of the API to `npm start`. */
export default defineConfig({
  build: { outDir: '../../dist/console', emptyOutDir: true, target: 'es2023', modulePreload: { polyfill: false } },
  server: { host: '127.0.0.1', proxy: { '/api': { target: 'http://127.0.0.1:8080', changeOrigin: true } } },
});
