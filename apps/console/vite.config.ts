import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { tanstackRouter } from '@tanstack/router-plugin/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin, type Rolldown } from 'vite';

const SERVER = process.env.TIDINGS_SERVER ?? 'http://localhost:3400';

/** Serves MSW's service worker from its package, so that no copy of it can go stale in this folder. */
function mockServiceWorker(): Plugin {
  const file = createRequire(import.meta.url).resolve('msw/mockServiceWorker.js');
  return {
    name: 'mock-service-worker',
    configureServer(server) {
      server.middlewares.use('/mockServiceWorker.js', (_request, response) => {
        response.setHeader('content-type', 'text/javascript');
        response.end(readFileSync(file));
      });
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'mockServiceWorker.js', source: readFileSync(file) });
    },
  };
}

/** The letters that every page is set in. */
const LETTERS = /inter-latin-wght-normal[^/]*\.woff2$/;

/** Asks for the font with the page, and not only once a text is to be drawn in it: what is drawn before would move. */
function preloadLetters(): Plugin {
  return {
    name: 'preload-letters',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) =>
        Object.keys(bundle)
          .filter((file) => LETTERS.test(file))
          .map((file) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${file}`, crossorigin: true },
            injectTo: 'head' as const,
          })),
    },
  };
}

/** The first page after the sign-in: what is on the way anyway need not be asked for once more. */
const FIRST = new Set(['/_console', '/_console/dashboard/settings/webhooks/']);

/**
 * All that the first page cannot begin without, in one file: a hundred small ones would come later, and be a tenth larger, as
 * each is compressed by itself.
 */
const INITIAL: Rolldown.CodeSplittingGroup = { name: 'first', tags: ['$initial'] };

/** Loading it does nothing, which it does not say of itself: its class for WebSockets, which nothing here uses, would come with it. */
const WITHOUT_EFFECTS = { test: /[\\/]@trpc[\\/]client[\\/]/, sideEffects: false };

/** Modes that answer by themselves and need no server: the console offline, and the stories of its parts. */
const MOCKED = new Set(['offline', 'stories']);

export default defineConfig(({ mode }) => ({
  plugins: [
    tanstackRouter({
      target: 'react',
      autoCodeSplitting: true,
      codeSplittingOptions: {
        splitBehavior: ({ routeId }) => (FIRST.has(routeId) ? [] : undefined),
      },
      quoteStyle: 'single',
    }),
    react(),
    preloadLetters(),
    ...(MOCKED.has(mode) ? [mockServiceWorker()] : []),
  ],
  // React has had it since 18; the shim brings it once more, for those before that.
  resolve: {
    alias: { 'use-sync-external-store/shim/with-selector': 'use-sync-external-store/with-selector' },
  },
  build: {
    target: 'es2023',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 700,
    manifest: 'manifest.json',
    ...(mode === 'stories' && { outDir: 'node_modules/.stories' }),
    rolldownOptions: {
      treeshake: { moduleSideEffects: [WITHOUT_EFFECTS] },
      ...(mode === 'stories' && { input: 'stories.html' }),
      output: { codeSplitting: { groups: [INITIAL] } },
    },
  },
  server: {
    port: 3410,
    proxy: MOCKED.has(mode)
      ? undefined
      : {
          '/trpc': SERVER,
          '/api': SERVER,
          '/docs': SERVER,
          // The page itself is `/play`; what lies below it is the receiver.
          '^/play/.+': SERVER,
        },
  },
}));
