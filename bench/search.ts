import { openDatabase } from '#platform/db/database.ts';
import { readQuery } from '../src/modules/search/domain/query.ts';
import { exactEnough, weighedMax } from '../src/modules/search/domain/rules.ts';
import { newestMatching } from '../src/modules/search/store/finding.ts';
import { openGround } from './ground.ts';
import { knownItems, seededChance } from './known-items.ts';
import { closedLoop, openCaller, warmUp, type Measured } from './load.ts';
import { startBenchProduct } from './product.ts';
import type { Report } from './report.ts';
import { asCaller, makeListingsOf, untilIndexed } from './search-ground.ts';

const listingsMax = 100_000;
const seed = 20_260_102;
const questions = 1_000;
const clients = [1, 8];

const brands =
  '索尼 佳能 尼康 富士 华为 小米 苹果 三星 戴森 飞利浦 宜家 优衣库 耐克 阿迪达斯 乐高 万代 任天堂 联想 戴尔 罗技 美的 九阳 无印良品 始祖鸟 雅马哈'.split(
    ' ',
  );
const goods =
  '相机 镜头 手机 平板电脑 笔记本电脑 机械键盘 显示器 耳机 音箱 吹风机 吸尘器 空气炸锅 电饭煲 咖啡机 书桌 台灯 沙发 衣柜 羽绒服 连衣裙 运动鞋 帆布包 双肩包 手表 项链 积木 手办 徽章 立牌 游戏机 卡带 吉他 电子琴 黑胶唱片 教材 漫画 小说 婴儿车 帐篷 自行车'.split(
    ' ',
  );
const words =
  '全新未拆 九成新 几乎没用过 搬家出 毕业出 闲置 自用 限量 绝版 日版 国行 带包装 带发票 急出 可小刀 包邮 成色很好 功能正常 送配件 学生自用 白色 黑色 银色 粉色 墨绿 二代 三代 大号 小号 复古 北欧风 便携 家用 儿童 女款 男款'.split(
    ' ',
  );

/**
 * Searching 100,000 listings: the statements of a search alone, then whole searches over HTTP. The
 * questions are what people type: half typed, a word everybody uses, a single sign, words of a
 * title, and every fifth of those with a wrong or missing sign; some narrowed down or sorted.
 */
export async function benchSearch(seconds: number): Promise<Report> {
  const ground = await openGround();
  try {
    const titles = titlesOf(listingsMax);
    await makeListingsOf(ground.query, titles);
    const product = await startBenchProduct(ground, true);
    const indexing = performance.now();
    await untilIndexed(ground.query);
    const indexedMs = performance.now() - indexing;
    const asked = questionsOf(titles);
    const statement = await measureStatements(ground.url, asked, seconds);
    const routes = [];
    for (const count of clients)
      routes.push(await measureRoute(product.port, asked, count, seconds));
    await product.stop();
    return reportOf(statement, routes, indexedMs);
  } finally {
    await ground.close();
  }
}

/** Titles as sellers write them; some brands and goods are far more frequent than others. */
function titlesOf(count: number): string[] {
  const chance = seededChance(seed);
  const often = (list: readonly string[]) =>
    list[Math.min(chance(list.length), chance(list.length))]!;
  const any = (list: readonly string[]) => list[chance(list.length)]!;
  return Array.from({ length: count }, () => {
    const model = `${'ABCDEFGHKMPRSTXZ'[chance(16)]}${chance(900) + 10}`;
    return [often(brands), chance(2) ? model : '', often(goods), any(words), any(words)].join(' ');
  });
}

/** What is asked, as the query of an address. */
function questionsOf(titles: string[]): URLSearchParams[] {
  const chance = seededChance(seed + 1);
  const known = knownItems({ titles, count: questions, seed, wordLengthMin: 2 });
  return known.map(({ q }, at) => {
    const asked = [goods[chance(goods.length)]!, '鞋', '空气炸', 'sony a7', '手机 国行'];
    const query = new URLSearchParams({ q: at % 3 === 0 ? asked[chance(asked.length)]! : q });
    if (at % 7 === 0) query.set('sort', 'newest');
    if (at % 11 === 0) query.set('sort', 'price-up');
    if (at % 5 === 0) query.set('priceFenMax', '200000');
    return query;
  });
}

/** The statements of the order of relevance, one after the other, as the room sends them. */
async function measureStatements(
  url: string,
  asked: URLSearchParams[],
  seconds: number,
): Promise<Measured> {
  const database = openDatabase({ url, connectionsMax: 1 });
  const sieve = { readerId: undefined, hiddenIds: [], followeeIds: [], circleIds: [] };
  const base = {
    kind: 'listing',
    sieve,
    filters: {},
    until: new Date(),
    limit: weighedMax,
  } as const;
  let turn = 0;
  const search = async () => {
    const query = readQuery(asked[turn++ % asked.length]!.get('q')!)!;
    const exact = { ...base, within: 'title', anyOf: [query.exact] } as const;
    const found = await newestMatching(database, exact);
    if (found.length < exactEnough && query.near.length > 0) {
      await newestMatching(database, { ...exact, anyOf: query.near });
    }
  };
  await warmUp(1, search);
  const measured = await closedLoop(1, seconds * 1000, search);
  await database.close();
  return measured;
}

async function measureRoute(
  port: number,
  asked: URLSearchParams[],
  count: number,
  seconds: number,
): Promise<Measured> {
  const callers = await Promise.all(Array.from({ length: count }, () => openCaller(port)));
  let turn = 0;
  const search = async (client: number) => {
    turn += 1;
    const path = `/api/v1/search/listings?${asked[turn % asked.length]!.toString()}`;
    const { status } = await callers[client]!.send('GET', path, asCaller(turn), '');
    if (status !== 200) throw new Error(`${path} was answered ${status}`);
  };
  await warmUp(count, search);
  const measured = await closedLoop(count, seconds * 1000, search);
  for (const caller of callers) caller.close();
  return measured;
}

function reportOf(statement: Measured, routes: Measured[], indexedMs: number): Report {
  const row = (what: string, { perSecond, p50Ms, p95Ms }: Measured) => ({
    what,
    'searches/s': perSecond.toFixed(0),
    'p50 ms': p50Ms.toFixed(1),
    'p95 ms': p95Ms.toFixed(1),
  });
  const [alone, busy] = routes as [Measured, Measured];
  return {
    name: 'search',
    table: [
      row('statements, 1 client', statement),
      ...routes.map((route, at) => row(`JSON, ${clients[at]} client${at ? 's' : ''}`, route)),
    ],
    figures: {
      statementP50Ms: statement.p50Ms,
      statementP95Ms: statement.p95Ms,
      routeP50Ms: alone.p50Ms,
      routeP95Ms: alone.p95Ms,
      busyPerSecond: busy.perSecond,
      busyP95Ms: busy.p95Ms,
      indexedPerSecond: (listingsMax / indexedMs) * 1000,
    },
    targets: [
      { says: 'statementP95Ms < 10 at 100k listings', met: statement.p95Ms < 10 },
      { says: 'routeP95Ms < 10 at 100k listings, 1 client', met: alone.p95Ms < 10 },
    ],
  };
}
