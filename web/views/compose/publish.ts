import { ApiProblem, postJson, sendJson } from '#kit/api.ts';
import { yuanToFen } from '../trade/yuan.ts';
import type { Written } from './draft.svelte.ts';

/** What is published, and under which name a retry is the same. */
export type Publishing = {
  written: Written;
  pictureIds: string[];
  key: string;
  /** The note that is changed, from the version that was read. */
  editing?: { noteId: string; version: number } | undefined;
  /** Quick sell is opened by the tap that publishes, the first time. */
  opensShop: boolean;
};

/** Publishes or changes a note, with what it sells; answers its id. @throws ApiProblem, TypeError */
export async function publish(publishing: Publishing): Promise<string> {
  const { written, pictureIds, key, editing } = publishing;
  const { title, text, mentions, city, placeCircleId, audience } = written;
  const note = { title, body: text.split('\n'), city, placeCircleId, audience, pictureIds };
  const whole = { ...note, topics: [], mentions: namedIn(text, mentions) };
  if (editing) {
    const { noteId, version } = editing;
    await sendJson('PATCH', `/notes/${noteId}`, { ...note, mentions: whole.mentions, version });
    return noteId;
  }
  if (Object.keys(written.goods).length === 0) {
    return (await postJson<{ noteId: string }>('/notes', whole, key)).noteId;
  }
  if (publishing.opensShop) await postJson('/selling/quick-sell', {}, `${key}-shop`);
  const listing = { ...listingOf(written), note: whole, pictureIds };
  return (await postJson<{ noteId: string }>('/listings', listing, key)).noteId;
}

/** Only those the text still names: the server takes no more than a handful. */
function namedIn(text: string, mentions: Written['mentions']): Written['mentions'] {
  return mentions.filter(({ name }) => text.includes(`@${name}`) || text.includes(`＠${name}`));
}

function listingOf({ title, text, goods }: Written) {
  const by = goods['by'] ?? 'courier';
  return {
    title,
    description: text.slice(0, 2000),
    priceFen: fenOf(goods['price']),
    quantity: Number(goods['quantity'] || 1),
    condition: goods['condition'] || '9',
    flaw: goods['flaw'] || null,
    delivery: by,
    freightFen: by === 'courier' ? fenOf(goods['freight']) : 0,
    shipWithin: goods['shipWithin'] || 'PT72H',
  };
}

const fenOf = (text: string | undefined): number => Number(yuanToFen(text ?? '') ?? 0);

/** The sentence a problem is shown with. */
export function sentenceOf(error: unknown, offline: string): string {
  if (error instanceof ApiProblem) return error.message;
  return error instanceof TypeError || !(error instanceof Error) ? offline : error.message;
}
