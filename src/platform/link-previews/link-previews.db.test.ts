// Real: PostgreSQL. Fake: the clock, and the pages outside.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dayMs } from '#platform/clock.ts';
import { readConfig } from '#platform/config.ts';
import { createLinkPreviews } from '#platform/link-previews/link-previews.ts';
import { wordsOf } from '#platform/link-previews/page-words.ts';
import { testPlatform } from '../../../test/support/platform.ts';

const { database, clock } = await testPlatform();
const fetched: string[] = [];
const config = readConfig({});
const parts = {
  database,
  clock,
  config,
  async fetch(url: string) {
    fetched.push(url);
    if (url.includes('gone')) throw new Error('no answer');
    const body = Buffer.from(`<title>第 ${fetched.length} 次</title>`);
    return { url, contentType: 'text/html; charset=utf-8', body };
  },
};
const previews = createLinkPreviews(parts);
const memberId = '4096';
const ask = (...urls: string[]) =>
  database.transaction((tx) => previews.ask(tx, memberId, urls, clock.now()));
const work = (of = previews) => Promise.all(of.parts.sweeps!.map((sweep) => sweep.run()));
const titleOf = async (url: string) =>
  (await previews.getMany(database.sql, [url])).get(url)?.title;

describe('previews of what members link to', () => {
  it('are fetched once for all who ask, also by eight at once, and anew after a week', async () => {
    const url = 'https://a.example/one';
    await Promise.all(Array.from({ length: 4 }, () => ask(url)));
    assert.equal(await titleOf(url), undefined);
    await Promise.all(Array.from({ length: 8 }, () => work()));
    assert.deepEqual([await titleOf(url), fetched.length], ['第 1 次', 1]);
    await ask(url);
    await work();
    assert.equal(fetched.length, 1);
    clock.move(8 * dayMs);
    await ask(url);
    await work();
    assert.equal(await titleOf(url), '第 2 次');
  });

  it('are none for pages that cannot be had, nor for our own, nor beyond two of a text', async () => {
    const urls = [`${config.publicOrigin}/n/1`, 'https://gone.example/', 'https://b.example/'];
    await ask(...urls, 'https://third.example/');
    fetched.length = 0;
    await work();
    assert.deepEqual(fetched.toSorted(), ['https://b.example/', 'https://gone.example/']);
    await work();
    assert.equal(fetched.length, 2, 'what failed is not tried again and again');
    assert.deepEqual([...(await previews.getMany(database.sql, urls)).keys()], [urls[2]]);
  });

  it('are thirty an hour for one member', async () => {
    clock.move(dayMs);
    for (let turn = 0; turn < 40; turn += 1) await ask(`https://many.example/${turn}`);
    fetched.length = 0;
    await work();
    assert.equal(fetched.length, 30);
  });

  it('are off where the setting says so', async () => {
    const off = createLinkPreviews({
      ...parts,
      config: readConfig({ TUCKSHOP_LINK_PREVIEWS: 'off' }),
    });
    assert.deepEqual(off.parts.sweeps, []);
    assert.equal((await off.getMany(database.sql, ['https://a.example/one'])).size, 0);
  });
});

describe('what a page says of itself', () => {
  const read = (html: string | Buffer, contentType = 'text/html') =>
    wordsOf({ url: 'https://www.a.example/x', contentType, body: Buffer.from(html) });

  it('is its title and its site, as plain text', () => {
    assert.deepEqual(read('<title>A &amp; B&#x3000;&lt;b&gt;</title>'), {
      title: 'A & B <b>',
      site: 'a.example',
    });
    const og = `<meta content='一篇 "好" 文' property="og:title"><meta property=og:site_name content=站>`;
    assert.deepEqual(read(`<title>不是它</title>${og}`), { title: '一篇 "好" 文', site: '站' });
    assert.equal(read('<title> </title>'), undefined);
    assert.equal(read('<p>nothing'), undefined);
    assert.equal(read(`<title>${'长'.repeat(500)}</title>`)?.title.length, 200);
  });

  it('is read in the page’s own charset', () => {
    const gbk = Buffer.concat([
      Buffer.from('<meta charset="gbk"><title>'),
      Buffer.from([0xc4, 0xe3, 0xba, 0xc3]),
      Buffer.from('</title>'),
    ]);
    assert.equal(read(gbk)?.title, '你好');
    assert.equal(read('<title>x</title>', 'text/html; charset=no-such')?.title, 'x');
  });
});
