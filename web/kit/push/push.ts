import { postJson } from '../api.ts';

/** What push can do here: why not, or whether this device is rung. */
export type PushState = 'https' | 'none' | 'denied' | 'unreached' | 'off' | 'on';

/** Over plain http browsers have no worker that could be rung. */
export async function pushState(): Promise<PushState> {
  if (!isSecureContext) return 'https';
  if (!('serviceWorker' in navigator) || !('PushManager' in window)) return 'none';
  if (Notification.permission === 'denied') return 'denied';
  const worker = await navigator.serviceWorker.getRegistration();
  return (await worker?.pushManager.getSubscription()) ? 'on' : 'off';
}

/** Asks the reader, subscribes this browser with the house's key and tells the server. */
export async function turnPushOn(key: string): Promise<PushState> {
  if ((await Notification.requestPermission()) !== 'granted') return pushState();
  const worker = await navigator.serviceWorker.ready;
  const wish = { userVisibleOnly: true, applicationServerKey: key };
  // Each browser has a push service of its maker, and not every network lets it through.
  const subscription = await worker.pushManager.subscribe(wish).catch(() => undefined);
  if (!subscription) return 'unreached';
  const { endpoint, keys } = subscription.toJSON();
  const { p256dh = '', auth = '' } = keys ?? {};
  await postJson('/notifications/push-subscriptions', { endpoint, p256dh, auth });
  return 'on';
}

/** Ends it here and at the server. */
export async function turnPushOff(): Promise<PushState> {
  const worker = await navigator.serviceWorker.getRegistration();
  const subscription = await worker?.pushManager.getSubscription();
  if (subscription) {
    await postJson('/notifications/push-unsubscriptions', { endpoint: subscription.endpoint });
    await subscription.unsubscribe();
  }
  return 'off';
}
