import { self } from '$app/service-worker';
import { openNotice, showPush } from './pushes.ts';
import {
  answerFile,
  answerPage,
  answerPicture,
  clearOldShelves,
  forgetReader,
  isKept,
  keepPage,
  offlinePath,
} from './shelves.ts';

self.addEventListener('push', (event) => {
  event.waitUntil(showPush(event.data));
});

self.addEventListener('notificationclick', (event) => {
  event.waitUntil(openNotice(event.notification));
});

self.addEventListener('install', (event) => {
  event.waitUntil(keepFromNetwork(offlinePath).then(() => self.skipWaiting()));
});

self.addEventListener('activate', (event) => {
  event.waitUntil(
    Promise.all([
      clearOldShelves(),
      self.registration.navigationPreload.enable(),
      self.clients.claim(),
    ]),
  );
});

self.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (url.origin !== self.location.origin) return;
  if (request.method === 'POST' && /^\/sign(?:in|out)$/.test(url.pathname)) {
    event.waitUntil(forgetReader());
    return;
  }
  if (request.method !== 'GET') return;
  if (request.mode === 'navigate') event.respondWith(answerPage(request, event.preloadResponse));
  else if (url.pathname.startsWith('/_app/immutable/')) event.respondWith(answerFile(request));
  else if (url.pathname.startsWith('/api/v1/media/')) event.respondWith(answerPicture(request));
});

/** The page that brought this worker along was read before it could keep anything. */
self.addEventListener('message', (event) => {
  const { keep } = event.data as { keep?: string };
  if (keep !== undefined && isKept(new URL(keep).pathname)) {
    event.waitUntil(Promise.all([keepFromNetwork(keep), keepFromNetwork(offlinePath)]));
  }
});

async function keepFromNetwork(url: string): Promise<void> {
  const address = new URL(url, self.location.origin);
  const response = await fetch(address, { headers: { accept: 'text/html' } });
  await keepPage(address.href, response.clone());
  if (response.ok) await keepFilesOf(await response.text());
}

/** The page alone would be bare: its styles and scripts are kept with it. */
async function keepFilesOf(html: string): Promise<void> {
  const paths = new Set(html.match(/\/_app\/immutable\/[\w./-]+\.(?:css|js|svg)/g));
  await Promise.all([...paths].map((path) => answerFile(new Request(path))));
}
