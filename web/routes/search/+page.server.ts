import { redirect, type RequestEvent } from '@sveltejs/kit';
import * as z from 'zod';
import { id } from '#platform/http/schemas.ts';
import { columnsToDraw } from '#kit/cards/columns.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { ownPath } from '#kit/server/own-path.ts';
import { plainNote } from '../../views/note-cards.ts';
import { plainListing } from '../../views/product.ts';
import { addressOf, askedOf, filtersOf, type Asked } from './asked.ts';
import type { Actions, PageServerLoad } from './$types';

const pageSize = 24;
/** What the first tab shows of each kind before it leads to the others. */
const inShort = { listings: 6, members: 3, topics: 6 };

export const load: PageServerLoad = async (event) => {
  const asked = askedOf(event.url.searchParams);
  const savedId = event.url.searchParams.get('saved');
  if (savedId) await leadToSaved(event, savedId);
  const columnCount = columnsToDraw(
    event.cookies.get('cols'),
    event.request.headers.get('user-agent') ?? '',
  );
  const saved = await savedSearches(event);
  if (asked.q === '') return { asked, columnCount, saved, start: await startOf(event) };
  const { actor, rooms } = event.locals;
  const isFirst = !event.url.searchParams.has('after');
  if (actor && isFirst) await rooms.search.rememberSearch(event.locals.call(), asked.q);
  const counts = await rooms.search.countFound(actor, { q: asked.q, ...filtersIn(asked) });
  const found = await foundIn(event, asked);
  const savedHere = saved.find((one) => one.href === searchAddress(asked));
  return { asked, columnCount, saved, counts, found, savedId: savedHere?.id };
};

/** Filters narrow where they are shown with them. */
const filtersIn = (asked: Asked) =>
  asked.tab === 'listings'
    ? filtersOf(asked)
    : { verified: asked.tab === 'members' && asked.verified };

/** What there is to begin with: what one looked for, and what is talked about. */
async function startOf({ locals: { rooms, actor } }: RequestEvent) {
  const [{ topics }, history] = await Promise.all([
    rooms.search.suggestSearch(actor, ''),
    actor ? rooms.search.listSearchHistory(actor) : { items: [] },
  ]);
  return { topics, history: history.items };
}

async function savedSearches({ locals: { rooms, actor } }: RequestEvent) {
  if (!actor) return [];
  const { items } = await rooms.search.listSavedSearches(actor);
  return items.map((one) => ({
    id: one.id,
    q: one.q,
    href: searchAddress({
      q: one.q,
      tab: 'listings',
      sort: 'relevance',
      min: yuanOf(one.priceFenMin),
      max: yuanOf(one.priceFenMax),
      conditions: one.conditions,
      deliveries: one.deliveries,
      city: one.city,
      verified: one.verified,
      sold: false,
    }),
  }));
}

/** The address of a search, however its listings are sorted: the same search is one. */
const searchAddress = (asked: Asked): string =>
  addressOf(asked, { tab: 'listings', sort: 'relevance', sold: false });

function yuanOf(fen: bigint | null): string {
  return fen === null ? '' : String(Number(fen) / 100);
}

/** A notice of new finds leads here: to the search it tells of, the newest first. */
async function leadToSaved(event: RequestEvent, savedId: string): Promise<void> {
  requireMember(event);
  const one = (await savedSearches(event)).find(({ id }) => id === savedId);
  redirect(303, one ? `${one.href}&sort=newest` : '/search');
}

async function foundIn(event: RequestEvent, asked: Asked) {
  const { actor, rooms } = event.locals;
  const cursor = event.url.searchParams.get('after')?.slice(0, 200);
  const page = { q: asked.q, cursor, limit: pageSize };
  const { search } = rooms;
  const sort = asked.sort === 'newest' ? ('newest' as const) : ('relevance' as const);
  const isAll = asked.tab === 'all';
  const [notes, listings, members, topics] = await Promise.all([
    isAll || asked.tab === 'notes' ? search.searchNotes(actor, { ...page, sort }) : undefined,
    isAll
      ? search.searchListings(actor, { q: asked.q, limit: inShort.listings })
      : asked.tab === 'listings'
        ? search.searchListings(actor, { ...page, sort: asked.sort, ...filtersOf(asked) })
        : undefined,
    isAll
      ? search.searchMembers(actor, { q: asked.q, limit: inShort.members })
      : asked.tab === 'members'
        ? search.searchMembers(actor, { ...page, verified: asked.verified })
        : undefined,
    isAll
      ? search.searchTopics({ q: asked.q, limit: inShort.topics })
      : asked.tab === 'topics'
        ? search.searchTopics(page)
        : undefined,
  ]);
  const main = { all: notes, notes, listings, members, topics }[asked.tab];
  return {
    notes: notes?.items.map((note) => plainNote(note)) ?? [],
    listings: listings?.items.map(plainListing) ?? [],
    members: members?.items.map(memberLine) ?? [],
    topics: topics?.items ?? [],
    nextCursor: main?.nextCursor ?? null,
    isNear: main?.isNear ?? false,
  };
}

function memberLine(member: {
  id: string;
  nickname: string;
  avatarUrl: string | null;
  isVerified: boolean;
  joinedAt: Date;
}) {
  const { id, nickname: name, avatarUrl, isVerified, joinedAt } = member;
  return {
    id,
    name,
    avatarSrc: avatarUrl ?? undefined,
    isVerified,
    joinedAt: joinedAt.toISOString(),
  };
}

export const actions: Actions = {
  /** Saves the search that the page shows. */
  async save(event) {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const said = form.get('asked');
      const asked = askedOf(new URLSearchParams(typeof said === 'string' ? said : ''));
      const { includeSold: _, ...filters } = filtersOf(asked);
      await event.locals.rooms.search.saveSearch(event.locals.call(), { q: asked.q, ...filters });
      redirect(303, ownPath(form.get('back')));
    });
  },
  /** Ends a saved search. */
  async unsave(event) {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { savedId } = event.locals.parse(z.object({ savedId: id }), Object.fromEntries(form));
      await event.locals.rooms.search.deleteSavedSearch(event.locals.call(), savedId);
      redirect(303, ownPath(form.get('back')));
    });
  },
  /** Forgets what the member looked for. */
  async clear(event) {
    requireMember(event);
    await event.locals.rooms.search.clearSearchHistory(event.locals.call());
    redirect(303, '/search');
  },
};
