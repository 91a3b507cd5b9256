import { fileURLToPath } from 'node:url';
import adapter from '@sveltejs/adapter-node';
import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Old WebViews inside chat applications are where most members open a link.
const oldWebViews = ['chrome87', 'safari14'];

// What nearly every page stands on travels as one file, and what all feeds are made of as another:
// twenty small ones cost more on the way.
const everyPage = {
  name: 'every-page',
  test: /\/web\/kit\/(?:api\.ts|live\/|shell\/(?!house-document|action-bar|service-worker)|icons\/|money\/(?:money|price-text)|cards\/(?!sell)|pictures\/(?:picture\.|avatar|portrait)|i18n\/[a-z0-9-]+\.ts|controls\/(?:button|icon-button|chip|toasts|notice|empty-state|skeleton))/,
};
const feeds = {
  name: 'feeds',
  test: /\/web\/(?:views\/(?:feed\/(?:feed|channels)|note-cards|pictures)|kit\/cards\/sell)/,
};
// What a page tells the framework, which reads it while it is loaded: it has to be there before.
const payload = { name: 'payload', test: /@sveltejs\/kit\/src\/.*payload\.js/, priority: 1 };

export default defineConfig({
  root: here('.'),
  build: {
    cssTarget: oldWebViews,
    // What the scripts of each page stand on is named in those scripts; a list of it with every page
    // would cost more than it saves.
    modulePreload: {
      resolveDependencies: (_file, deps) => deps.filter((one) => one.endsWith('.css')),
    },
  },
  environments: {
    client: {
      build: {
        target: oldWebViews,
        rolldownOptions: { output: { codeSplitting: { groups: [payload, everyPage, feeds] } } },
      },
    },
    ssr: { build: { target: 'node24' } },
  },
  plugins: [
    sveltekit({
      adapter: adapter({ out: here('build'), envPrefix: 'TUCKSHOP_PAGES_' }),
      files: { src: here('.'), assets: here('static') },
      outDir: here('.svelte-kit'),
      compilerOptions: { runes: true },
      csp: {
        mode: 'nonce',
        // hooks.server.ts adds the hosts that are only known when the process runs.
        directives: {
          'default-src': ['self'],
          'script-src': ['self'],
          'style-src': ['self'],
          // The one style attribute the framework writes: it hides the page announcer.
          'style-src-attr': [
            'unsafe-hashes',
            'sha256-S8qMpvofolR8Mpjy4kQvEm7m1q8clzU4dfDH0AmvZjo=',
          ],
          'img-src': ['self', 'data:', 'blob:'],
          'connect-src': ['self'],
          'object-src': ['none'],
          'base-uri': ['none'],
          'form-action': ['self'],
          'frame-ancestors': ['none'],
        },
      },
      version: { pollInterval: 0 },
      // The outermost layout brings it along once the page itself is there.
      serviceWorker: { register: false },
      // What a page looks like travels in it: asking for it first costs a phone a fifth of a second.
      inlineStyleThreshold: 20_000,
      // A kept page may be shown at another address than its own.
      paths: { relative: false },
    }),
  ],
});
