import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openGround } from './ground.ts';
import { knownItems, meanReciprocalRank, type KnownItem } from './known-items.ts';
import { startBenchProduct } from './product.ts';
import type { Report } from './report.ts';
import { asCaller, makeNotesOf, untilIndexed } from './search-ground.ts';

const questions = 2_000;
const seed = 20_260_101;
/** The files of a data folder: one title a line, what follows a tab is not read. */
const files = ['dev.txt', 'test.txt'];

/**
 * How well titles are found again: every title is a note of a running product, every question goes
 * through its API, and the place of the right title among the first ten counts.
 */
export async function evalSearch(dataFolder: string): Promise<Report> {
  const titles = await readTitles(dataFolder);
  const ground = await openGround();
  try {
    await makeNotesOf(ground.query, titles);
    const product = await startBenchProduct(ground, true);
    await untilIndexed(ground.query);
    const ask = { titles, count: questions, seed };
    const found = await answered(product.port, knownItems({ ...ask, wordLengthMin: 2 }));
    const hard = await answered(product.port, knownItems({ ...ask, wordLengthMin: 1 }));
    await product.stop();
    return reportOf(titles.length, found, hard);
  } finally {
    await ground.close();
  }
}

async function readTitles(folder: string): Promise<string[]> {
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const lines = texts.flatMap((text) => text.split('\n'));
  return lines.map((line) => line.split('\t')[0]!.trim()).filter((title) => title !== '');
}

type Answered = KnownItem & { place: number | undefined };

async function answered(port: number, items: KnownItem[]): Promise<Answered[]> {
  const all: Answered[] = [];
  for (const item of items) {
    const query = new URLSearchParams({ q: item.q, limit: '10' });
    const address = `http://127.0.0.1:${port}/api/v1/search/notes?${query.toString()}`;
    const answer = await fetch(address, { headers: asCaller(all.length) });
    if (!answer.ok) throw new Error(`${item.q} was answered ${answer.status}`);
    const { items: notes } = (await answer.json()) as { items: { title: string }[] };
    const at = notes.findIndex(({ title }) => title === item.title);
    all.push({ ...item, place: at < 0 ? undefined : at + 1 });
  }
  return all;
}

function reportOf(titles: number, found: Answered[], hard: Answered[]): Report {
  const mrr = (of: Answered[], pick: (one: Answered) => boolean = () => true) =>
    meanReciprocalRank(of.filter(pick).map(({ place }) => place));
  const row = (what: string, of: Answered[], pick?: (one: Answered) => boolean) => ({
    questions: what,
    asked: of.filter(pick ?? (() => true)).length,
    'MRR@10': mrr(of, pick).toFixed(3),
    'not among ten': of.filter((one) => (pick?.(one) ?? true) && one.place === undefined).length,
  });
  const overall = mrr(found);
  const wrong = mrr(found, ({ slip }) => slip === 'wrong');
  return {
    name: 'search',
    table: [
      row('all', found),
      row('as they are', found, ({ slip }) => slip === 'none'),
      row('a sign dropped', found, ({ slip }) => slip === 'dropped'),
      row('a sign wrong', found, ({ slip }) => slip === 'wrong'),
      row('words in one go', found, ({ style }) => style === 'in one go'),
      row('scattered words', found, ({ style }) => style === 'scattered'),
      row('words of one sign too: all', hard),
      row('words of one sign too: a sign wrong', hard, ({ slip }) => slip === 'wrong'),
    ],
    figures: {
      titles,
      mrrAt10: overall,
      mrrAt10Dropped: mrr(found, ({ slip }) => slip === 'dropped'),
      mrrAt10Wrong: wrong,
      mrrAt10OneSignWords: mrr(hard),
    },
    targets: [
      { says: 'MRR@10 ≥ 0.90 over all questions', met: overall >= 0.9 },
      { says: 'MRR@10 ≥ 0.80 over those with a wrong sign', met: wrong >= 0.8 },
    ],
  };
}
