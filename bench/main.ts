import { benchChat } from './chat.ts';
import { benchFeed } from './feed.ts';
import { benchMessage } from './message.ts';
import { benchPurchases } from './purchases.ts';
import { benchRead } from './reads.ts';
import { printReport, type Report } from './report.ts';
import { benchSearch } from './search.ts';
import { benchSockets } from './sockets.ts';
import { benchStart } from './start.ts';
import { discoverRead, followingRead, noteRead } from './town-reads.ts';

const seconds = Number(process.env['TUCKSHOP_BENCH_SECONDS'] ?? 8);
const benches: Record<string, () => Promise<Report>> = {
  purchases: () => benchPurchases(seconds),
  feed: () => benchFeed(seconds),
  search: () => benchSearch(seconds),
  start: () => benchStart(),
  following: () => benchRead(followingRead, seconds),
  discover: () => benchRead(discoverRead, seconds),
  note: () => benchRead(noteRead, seconds),
  chat: () => benchChat(seconds),
  message: () => benchMessage(),
  sockets: () => benchSockets(seconds),
};

const names = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const asJson = process.argv.includes('--json');
const unknown = names.filter((name) => !(name in benches));
if (unknown.length > 0) {
  process.stderr.write(
    `no such benchmark: ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}\n`,
  );
  process.exit(2);
}
let code = 0;
for (const name of names.length > 0 ? names : Object.keys(benches)) {
  code = Math.max(code, printReport(await benches[name]!(), asJson));
}
process.exit(code);
