/** What is kept on the device: pages that were read, their files, their pictures. */
const pages = 'pages-1';
const files = 'files-1';
const pictures = 'pictures-1';

const kept: Readonly<Record<string, number>> = { [pages]: 60, [files]: 400, [pictures]: 300 };

/** Shown when a page is asked for that was never read here. */
export const offlinePath = '/offline';

/** Whether a page may be read again without a network: what is private or moves money may not. */
export function isKept(pathname: string): boolean {
  return /^\/(?:$|(?:n|i|u|shop|t|c|market|compose|following|nearby|circles|offline)(?:\/|$))/.test(
    pathname,
  );
}

/** A page from the network, or as it was last read, or the page that says there is no network. */
export async function answerPage(
  request: Request,
  preloaded: Promise<Response | undefined>,
): Promise<Response> {
  try {
    const response = (await preloaded) ?? (await fetch(request));
    await keepPage(request.url, response.clone());
    return response;
  } catch (error) {
    const shelf = await caches.open(pages);
    const found = (await shelf.match(request.url)) ?? (await shelf.match(offlinePath));
    if (found) return found;
    throw error;
  }
}

/** Keeps a page that was read; one that is gone is forgotten. */
export async function keepPage(url: string, response: Response): Promise<void> {
  if (!isKept(new URL(url).pathname)) return;
  const shelf = await caches.open(pages);
  if (response.status === 404 || response.status === 410) await shelf.delete(url);
  if (response.ok && !response.redirected) await put(pages, url, response);
}

/** A file whose name changes with its content: read once. */
export const answerFile = (request: Request): Promise<Response> => readOnce(files, request);

/** A picture never changes under its address. */
export const answerPicture = (request: Request): Promise<Response> => readOnce(pictures, request);

/** Another member may hold the device next. */
export async function forgetReader(): Promise<void> {
  await Promise.all([caches.delete(pages), caches.delete(pictures)]);
}

/** Throws away what an earlier version of these shelves kept. */
export async function clearOldShelves(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => !(name in kept)).map((name) => caches.delete(name)));
}

async function readOnce(shelfName: string, request: Request): Promise<Response> {
  const shelf = await caches.open(shelfName);
  const found = await shelf.match(request.url);
  if (found) return found;
  const response = await fetch(request);
  if (response.status === 200) await put(shelfName, request.url, response.clone());
  return response;
}

/** A full disk keeps nobody from reading: what cannot be kept is shown all the same. */
async function put(shelfName: string, url: string, response: Response): Promise<void> {
  try {
    const shelf = await caches.open(shelfName);
    // The newest stand last.
    await shelf.delete(url);
    await shelf.put(url, response);
    const all = await shelf.keys();
    const tooMany = all.slice(0, Math.max(0, all.length - (kept[shelfName] ?? 0)));
    await Promise.all(tooMany.map((old) => shelf.delete(old)));
  } catch (error) {
    console.warn('not kept for reading without a network', error);
  }
}
