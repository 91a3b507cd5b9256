/**
 * Brings the worker along that keeps pages for reading without a network, once the page itself is
 * there; over plain http browsers have none, and the product works without it.
 */
export async function registerServiceWorker(): Promise<void> {
  if (!('serviceWorker' in navigator)) return;
  const isFirst = navigator.serviceWorker.controller === null;
  await navigator.serviceWorker.register('/service-worker.js', { type: 'module' });
  if (!isFirst) return;
  const { active } = await navigator.serviceWorker.ready;
  active?.postMessage({ keep: location.href });
}
