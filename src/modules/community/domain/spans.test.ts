// Pure rules; nothing is faked.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refused } from '../../../../test/support/refused.ts';
import { cities, isCity } from './cities.ts';
import { composeNote, type NoteDraft } from './note.ts';
import { addressesIn, spansOf } from './spans.ts';

const mention = (name: string, memberId = '7') => ({ name, memberId });
const leading = (text: string, names: string[] = []) =>
  spansOf(
    text,
    names.map((name, at) => mention(name, String(at + 1))),
  ).flatMap((span) => span.topic ?? span.memberId ?? span.href ?? []);
const draft = (change: Partial<NoteDraft>): NoteDraft => ({
  title: '搬家',
  body: [],
  topics: [],
  city: null,
  pictureIds: ['1'],
  ...change,
});

describe('names in a text', () => {
  it('mean the member chosen for them, the longest name first', () => {
    assert.deepEqual(leading('谢谢@阿禾和@阿禾的猫！', ['阿禾', '阿禾的猫']), ['1', '2']);
    assert.deepEqual(leading('＠阿禾', ['阿禾']), ['1']);
  });

  it('are none in e-mail addresses, inside longer words, or when nobody was chosen', () => {
    assert.deepEqual(leading('a@tom.example @tommy', ['tom']), []);
    assert.deepEqual(leading('@tom, @Tom', ['tom']), ['1']);
    assert.deepEqual(leading('@阿禾'), []);
  });

  it('are kept only where the body has them, the later of two under one name', () => {
    const chosen = [mention('阿禾', '1'), mention('阿禾', '2'), mention('小林', '3')];
    const { mentions } = composeNote(draft({ body: ['问 @阿禾'], mentions: chosen }));
    assert.deepEqual(mentions, [mention('阿禾', '2')]);
    const many = Array.from({ length: 21 }, (_, at) => mention(`名${at}号`, String(at + 1)));
    const body = [many.map(({ name }) => `@${name}`).join(' ')];
    assert.throws(
      () => composeNote(draft({ body, mentions: many })),
      refused('community/too-many-mentions'),
    );
  });
});

describe('addresses in a text', () => {
  it('end where Chinese begins and before the sentence’s own signs', () => {
    const text = '看https://a.example/b?c=1#d，还有 http://b.example/x. (https://c.example/d_(e))';
    assert.deepEqual(addressesIn([text]), [
      'https://a.example/b?c=1#d',
      'http://b.example/x',
      'https://c.example/d_(e)',
    ]);
  });

  it('are web addresses only, and none with a name hidden in front of the host', () => {
    for (const text of [
      'javascript:alert(1)',
      'data:text/html,x',
      'https://bank.example@evil.example/',
      'http://localhost/',
      'xhttps://a.example/',
      'https://',
    ]) {
      assert.deepEqual(addressesIn([text]), [], text);
    }
  });

  it('hold what looks like a topic or a name in them', () => {
    assert.deepEqual(leading('https://a.example/@tom#谷子', ['tom']), ['https://a.example/@tom#']);
  });

  it('give back the paragraph when all spans are joined', () => {
    const text = '去 https://a.example/x) #谷子 找@阿禾 ok';
    const spans = spansOf(text, [mention('阿禾')]);
    assert.equal(spans.map((span) => span.text).join(''), text);
  });
});

describe('a place', () => {
  it('is a city of the list or a circle, never both, never free words', () => {
    assert.equal(composeNote(draft({ city: '杭州' })).city, '杭州');
    assert.equal(composeNote(draft({ placeCircleId: '5' })).placeCircleId, '5');
    const place = { city: '文三路 199 号' };
    assert.throws(() => composeNote(draft(place)), refused('community/city-unknown'));
    assert.throws(
      () => composeNote(draft({ city: '杭州', placeCircleId: '5' })),
      refused('community/one-place'),
    );
  });

  it('stays where a note already says it', () => {
    assert.equal(composeNote(draft({ city: '沪上' }), '沪上').city, '沪上');
  });

  it('is listed once', () => {
    const names = cities.flatMap((region) => region.names);
    assert.deepEqual(
      names.filter((name, at) => names.indexOf(name) !== at),
      [],
    );
    assert.ok(names.every((name) => isCity(name) && name.length <= 30));
  });
});
