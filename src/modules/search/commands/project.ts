import type { Audience } from '#circles';
import type { MemberProfile } from '#identity';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { normalise, textGrams, titleGrams } from '../domain/grams.ts';
import { placeKey } from '../domain/places.ts';
import { textIndexedMax, titleIndexedMax } from '../domain/rules.ts';
import { wordsOf } from '../domain/words.ts';
import {
  countedTopics,
  describeSeller,
  holdDocs,
  removeDocs,
  writeListings,
  writeMembers,
  writeNotes,
  type DocRow,
} from '../store/docs.ts';
import { countTopics } from '../store/topics.ts';
import type { Doc, Kind, Room } from '../types.ts';

const everybody: Audience = { kind: 'public' };

/**
 * Makes the projection of these things as the rooms below show them now; what is no longer there is
 * taken out. Safe to run at any time, in any order, as often as one likes.
 */
export async function project(room: Room, tx: Tx, kind: Kind, ids: readonly Id[]): Promise<void> {
  if (ids.length === 0) return;
  await holdDocs(tx, ids);
  await projections[kind](room, tx, ids);
}

const projections: Record<Kind, (room: Room, tx: Tx, ids: readonly Id[]) => Promise<void>> = {
  note: projectNotes,
  listing: projectListings,
  member: projectMembers,
};

async function projectNotes(room: Room, tx: Tx, ids: readonly Id[]): Promise<void> {
  const now = room.platform.clock.now();
  const facts = await room.rooms.community.noteFacts(tx, ids);
  const before = await countedTopics(tx, ids);
  const rows = [...facts.values()].map((note) => {
    const text = [note.text, ...note.topics, note.city ?? ''].join('\n');
    return { ...rowOf({ ...note, ownerId: note.authorId, text }), topics: note.topics };
  });
  await writeNotes(tx, rows, now);
  await removeDocs(tx, 'note', missing(ids, facts));
  const after = rows.filter(({ audience }) => audience === 'public').flatMap((row) => row.topics);
  await countTopics(tx, topicChanges(before, after), now);
}

/** How the counts of topics change when these notes bear these topics instead of those. */
function topicChanges(before: string[], after: string[]) {
  const changes = new Map<string, number>();
  for (const topic of after) changes.set(topic, (changes.get(topic) ?? 0) + 1);
  for (const topic of before) changes.set(topic, (changes.get(topic) ?? 0) - 1);
  return [...changes]
    .filter(([, by]) => by !== 0)
    .map(([topic, by]) => ({ topic, grams: [...titleGrams(topic)].join(' '), by }));
}

async function projectListings(room: Room, tx: Tx, ids: readonly Id[]): Promise<void> {
  const now = room.platform.clock.now();
  const facts = await room.rooms.catalog.listingFacts(tx, ids);
  const sellerIds = [...new Set([...facts.values()].map((listing) => listing.sellerId))];
  const sellers = await room.rooms.identity.getProfiles(tx, sellerIds);
  const rows = [...facts.values()].map((listing) => ({
    ...rowOf({ ...listing, ownerId: listing.sellerId }),
    priceFen: listing.priceFen.toString(),
    condition: listing.condition,
    delivery: listing.delivery,
    city: placeKey(sellers.get(listing.sellerId)?.city ?? ''),
    verifiedAt: sellers.get(listing.sellerId)?.isVerified ? now : null,
    soldOutAt: listing.isSoldOut ? now : null,
  }));
  await writeListings(tx, rows, now);
  await removeDocs(tx, 'listing', missing(ids, facts));
}

async function projectMembers(room: Room, tx: Tx, ids: readonly Id[]): Promise<void> {
  const profiles = await room.rooms.identity.getProfiles(tx, ids);
  const now = room.platform.clock.now();
  const verifiedAtOf = ({ isVerified }: MemberProfile) => (isVerified ? now : null);
  const rows = [...profiles.values()].map((member) => ({
    ...rowOf({
      id: member.id,
      ownerId: member.id,
      audience: everybody,
      title: member.nickname,
      text: [member.bio, member.city].join('\n'),
      publishedAt: member.joinedAt,
    }),
    verifiedAt: verifiedAtOf(member),
  }));
  await writeMembers(tx, rows, now);
  await removeDocs(tx, 'member', missing(ids, profiles));
  for (const member of profiles.values()) {
    const seller = { city: placeKey(member.city), verifiedAt: verifiedAtOf(member) };
    await describeSeller(tx, member.id, seller);
  }
}

const missing = (ids: readonly Id[], found: Map<Id, unknown>): Id[] =>
  ids.filter((id) => !found.has(id));

function rowOf(doc: Doc): DocRow {
  // Signs that become several (㌖) make a title longer than it was written.
  const beginning = [...normalise(doc.title)].slice(0, titleIndexedMax).join('');
  const title = titleGrams(beginning);
  const text = textGrams(normalise(`${doc.title}\n${doc.text}`).slice(0, textIndexedMax));
  return {
    id: doc.id,
    ownerId: doc.ownerId,
    audience: doc.audience.kind,
    circleId: doc.audience.kind === 'circle' ? doc.audience.circleId : null,
    words: wordsOf(beginning).join(' '),
    titleGrams: [...title].join(' '),
    allGrams: [...new Set([...title, ...text])].join(' '),
    publishedAt: doc.publishedAt,
  };
}
