import type { Kept } from './outbox.svelte.ts';

const databaseName = 'tuckshop-outbox';
const storeName = 'unsent';

/** Opens the browser's own database; undefined where the browser keeps none (private windows). */
async function open(): Promise<IDBDatabase | undefined> {
  if (typeof indexedDB === 'undefined') return undefined;
  return new Promise((resolve) => {
    const asked = indexedDB.open(databaseName, 1);
    asked.onupgradeneeded = () => {
      asked.result.createObjectStore(storeName, { keyPath: 'clientId' });
    };
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => resolve(undefined);
    asked.onblocked = () => resolve(undefined);
  });
}

/** Does one thing with the store; what the browser refuses is as if nothing were kept. */
async function withStore<Result>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result | undefined> {
  const database = await open();
  if (!database) return undefined;
  try {
    return await new Promise<Result | undefined>((resolve) => {
      const request = work(database.transaction(storeName, mode).objectStore(storeName));
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => resolve(undefined);
    });
  } catch {
    return undefined;
  } finally {
    database.close();
  }
}

/** Keeps an unsent message over a closed page; the same name again replaces it. */
export const keepUnsent = (message: Kept): Promise<unknown> =>
  withStore('readwrite', (store) => store.put(message));

export const forgetUnsent = (clientId: string): Promise<unknown> =>
  withStore('readwrite', (store) => store.delete(clientId));

/** What this member has not got off yet, in the order it was written. */
export async function readUnsent(memberId: string): Promise<Kept[]> {
  const all = (await withStore<Kept[]>('readonly', (store) => store.getAll())) ?? [];
  return all
    .filter((message) => message.memberId === memberId)
    .sort((one, other) => one.at.localeCompare(other.at));
}
