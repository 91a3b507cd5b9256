// Pure rules; nothing is faked.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { spansOf, topicsIn } from './spans.ts';
import { normaliseTopic } from './topics.ts';

const topicsOf = (text: string) => spansOf(text).flatMap((span) => span.topic ?? []);

describe('topics', () => {
  it('finds topics in running text, Chinese or English, and leaves the rest as it is', () => {
    const spans = spansOf('出 #谷子 和 #BJD 啦').map(({ text, topic }) => ({ text, topic }));
    assert.deepEqual(spans, [
      { text: '出 ', topic: null },
      { text: '#谷子', topic: '谷子' },
      { text: ' 和 ', topic: null },
      { text: '#BJD', topic: 'bjd' },
      { text: ' 啦', topic: null },
    ]);
    assert.deepEqual(topicsOf('毕业清仓#旧书 #校园'), ['旧书', '校园']);
    assert.deepEqual(topicsOf('＃手作＃约稿'), ['手作', '约稿']);
  });

  it('sees no topic in addresses, in C#, in numbers or in a lone sign', () => {
    assert.deepEqual(topicsOf('C# https://a.example/#top a#b ## # #1 #2024'), []);
  });

  it('takes 30 letters as a topic and 31 as plain text', () => {
    assert.deepEqual(topicsOf(`#${'长'.repeat(30)}`), ['长'.repeat(30)]);
    assert.deepEqual(topicsOf(`#${'长'.repeat(31)}`), []);
    assert.deepEqual(topicsOf(`#${'长'.repeat(90)}`), []);
  });

  it('gives back every paragraph when its spans are joined', () => {
    for (const text of ['', '#a', 'x #a#b y', '＃全角 #半角#', `${'#'.repeat(40)}x`, '🧺#篮子🧺']) {
      const joined = spansOf(text)
        .map((span) => span.text)
        .join('');
      assert.equal(joined, text);
    }
  });

  it('knows one topic in all its spellings', () => {
    assert.deepEqual(
      ['#Guzi', 'guzi', '＃ＧＵＺＩ', ' #GUZI '].map(normaliseTopic),
      Array.from({ length: 4 }, () => 'guzi'),
    );
    assert.deepEqual(['', '#', '12', 'a b', '<b>', 'ﷺﷺ', '长'.repeat(31)].map(normaliseTopic), [
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('lists a body’s topics once each, in order of appearance', () => {
    assert.deepEqual(topicsIn(['#b #a', '#A #c']), ['b', 'a', 'c']);
  });
});
