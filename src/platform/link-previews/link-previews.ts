import { createHash } from 'node:crypto';
import type { Config } from '../config.ts';
import { dayMs, hourMs, secondMs, type Clock } from '../clock.ts';
import { sql, type Database, type Sql, type Tx } from '../db/database.ts';
import { fetchPage, type FetchedPage } from '../http/fetch-page.ts';
import { bucketOfKey, type Id } from '../ids.ts';
import { countOnce } from '../rate-limits.ts';
import type { RoomParts } from '../room.ts';
import { wordsOf, type PageWords } from './page-words.ts';

/** What is shown below a text for an address in it. */
export type LinkPreview = PageWords & { url: string };

/** Fetches what pages outside say of themselves, in the background, and keeps it for all who ask. */
export type LinkPreviews = {
  /**
   * Asks for these addresses in the transaction that publishes them; at most two of them, and 30 an
   * hour and member: more are left without a preview.
   */
  ask(tx: Tx, memberId: Id, urls: readonly string[], now: Date): Promise<void>;
  /** The previews there are, by address; one read. */
  getMany(handle: Sql, urls: readonly string[]): Promise<Map<string, LinkPreview>>;
  /** The repeated work, for the composition root. */
  parts: RoomParts;
};

export type LinkPreviewParts = {
  database: Database;
  clock: Clock;
  /** Switched off, nothing is asked, fetched or shown; our own pages need no preview. */
  config: Pick<Config, 'linkPreviews' | 'publicOrigin'>;
  fetch?: (url: string) => Promise<FetchedPage>;
};

const perText = 2;
const perHour = { kind: 'platform/link-preview', max: 30, perMs: hourMs };
/** A page is fetched anew when somebody writes its address again after this time. */
const freshMs = 7 * dayMs;
const leaseMs = 30 * secondMs;
const atOnce = 4;

export function createLinkPreviews(parts: LinkPreviewParts): LinkPreviews {
  const run = async () => {
    while ((await fetchSome(parts)) === atOnce);
  };
  return {
    ask: (tx, memberId, urls, now) => ask(parts, tx, { memberId, urls, now }),
    getMany: (handle, urls) => getMany(parts, handle, urls),
    parts: {
      routes: [],
      refusals: {},
      sweeps: parts.config.linkPreviews
        ? [{ name: 'platform/link-previews', everyMs: 2 * secondMs, run }]
        : [],
    },
  };
}

const hashOf = (url: string): string => createHash('sha256').update(url).digest('hex');

type Asking = { memberId: Id; urls: readonly string[]; now: Date };

async function ask(parts: LinkPreviewParts, tx: Tx, asking: Asking): Promise<void> {
  const { memberId, now } = asking;
  if (!parts.config.linkPreviews) return;
  const foreign = asking.urls.filter((url) => URL.parse(url)?.origin !== parts.config.publicOrigin);
  for (const url of foreign.slice(0, perText)) {
    if ((await countOnce(tx, perHour, memberId, now)) > 0) return;
    await sql`
      insert into platform.link_preview as p (bucket, url_hash, url, asked_at)
      values (${bucketOfKey(url)}, ${hashOf(url)}, ${url}, ${now})
      on conflict (bucket, url_hash) do update
      set asked_at = excluded.asked_at, settled_at = null, title = null, site = null
      where p.settled_at < ${new Date(now.getTime() - freshMs)}`.execute(tx);
  }
}

async function getMany(
  { config }: LinkPreviewParts,
  handle: Sql,
  urls: readonly string[],
): Promise<Map<string, LinkPreview>> {
  if (!config.linkPreviews || urls.length === 0) return new Map();
  const { rows } = await sql<LinkPreview>`
    select url, title, site from platform.link_preview
    where bucket = any(${urls.map(bucketOfKey)}::smallint[])
      and url_hash = any(${urls.map(hashOf)}::text[]) and title is not null`.execute(handle);
  return new Map(rows.map((row) => [row.url, row]));
}

/** Fetches a few that wait, outside of any transaction; answers how many. */
async function fetchSome(parts: LinkPreviewParts): Promise<number> {
  const now = parts.clock.now();
  const { rows } = await sql<{ url: string }>`
    update platform.link_preview set leased_until = ${new Date(now.getTime() + leaseMs)}
    where (bucket, url_hash) in (
      select bucket, url_hash from platform.link_preview
      where settled_at is null and (leased_until is null or leased_until < ${now})
      order by asked_at limit ${atOnce} for update skip locked)
    returning url`.execute(parts.database.sql);
  await Promise.all(rows.map(({ url }) => settle(parts, url)));
  return rows.length;
}

async function settle(parts: LinkPreviewParts, url: string): Promise<void> {
  const words = await read(parts, url);
  await sql`
    update platform.link_preview set settled_at = ${parts.clock.now()}, leased_until = null,
      title = ${words?.title ?? null}, site = ${words?.site ?? null}
    where bucket = ${bucketOfKey(url)} and url_hash = ${hashOf(url)}`.execute(parts.database.sql);
}

/** A page that cannot be had is no fault of ours: its address simply has no preview. */
async function read(parts: LinkPreviewParts, url: string): Promise<PageWords | undefined> {
  try {
    return wordsOf(await (parts.fetch ?? fetchPage)(url));
  } catch {
    return undefined;
  }
}
