import { self } from '$app/service-worker';

/** What the server sealed for this browser. */
interface Told {
  readonly title: string;
  readonly body: string;
  readonly link: string;
  readonly tag: string;
  readonly lang: string;
  readonly unread: number;
}

const icon = '/icons/any-192.png';

/** Shows what came; a second of the same tag takes the place of the first. */
export async function showPush(data: PushMessageData | null): Promise<void> {
  const told = data?.json() as Told | undefined;
  if (!told) return;
  const { title, body, tag, lang, link } = told;
  await Promise.all([
    self.registration.showNotification(title, { body, tag, lang, icon, data: { link } }),
    'setAppBadge' in navigator ? navigator.setAppBadge(told.unread) : undefined,
  ]);
}

/** Opens the page it leads to, in a page of ours that is open already where there is one. */
export async function openNotice(notification: Notification): Promise<void> {
  notification.close();
  const { link } = notification.data as { link: string };
  const url = new URL(link, self.location.origin);
  // What was sealed by us leads to us; anything else is not followed.
  if (url.origin !== self.location.origin) return;
  const pages = await self.clients.matchAll({ type: 'window' });
  const open = pages.find((page) => new URL(page.url).origin === url.origin);
  if (!open) return void (await self.clients.openWindow(url.href));
  await open.focus();
  await open.navigate(url.href);
}
