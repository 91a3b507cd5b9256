// Real: all of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { actorsText, createTextBook, storedParams } from './texts.ts';

const book = createTextBook();
book.add({
  'orders/paid': {
    'zh-CN': '{title} 收到 {amountFen}，{shipAt} 前发货',
    en: '{title}: {amountFen}',
  },
  'chat/hello': { 'zh-CN': '你好', en: 'Hello' },
  'house/odd': { 'zh-CN': '{toString} {missing}', en: 'odd', kind: 'comment' },
});

it('fills in parameters: amounts as yuan, times in China', () => {
  const params = storedParams({
    title: '相机 {amountFen}',
    amountFen: 168050n,
    shipAt: new Date('2026-07-01T16:30:00Z'),
  });
  assert.deepEqual(params, {
    title: '相机 {amountFen}',
    amountFen: 168050,
    shipAt: '2026-07-01T16:30:00.000Z',
  });
  assert.equal(
    book.render('orders/paid', params, 'zh-CN'),
    '相机 {amountFen} 收到 ¥1,680.50，7月2日 00:30 前发货',
  );
});

it('fills in nothing that was not given', () => {
  assert.equal(book.render('house/odd', {}, 'zh-CN'), '{toString} {missing}');
});

it('shows a type it no longer knows in general words', () => {
  assert.equal(book.render('gone/type', {}, 'en'), 'Something is new');
});

it('sorts types by their room unless they say otherwise', () => {
  assert.equal(book.categoryOf('orders/paid'), 'trade');
  assert.equal(book.categoryOf('chat/hello'), 'talk');
  assert.equal(book.categoryOf('house/odd'), 'people');
  book.add({ 'identity/x': { 'zh-CN': '', en: '' } });
  assert.equal(book.categoryOf('identity/x'), 'house');
});

it('takes a type once, and tells none that was not registered', () => {
  assert.throws(() => book.add({ 'orders/paid': { 'zh-CN': '', en: '' } }), /registered twice/);
  assert.throws(() => book.categoryOf('orders/unknown'), /not registered/);
});

it('names who did it, and counts those it does not name', () => {
  assert.equal(actorsText(['小林'], 1, 'zh-CN'), '小林');
  assert.equal(actorsText(['小林', '阿周'], 2, 'zh-CN'), '小林和阿周');
  assert.equal(actorsText(['小林', '阿周', '小夏'], 5, 'zh-CN'), '小林等 5 人');
  assert.equal(actorsText(['Lin', 'Zhou'], 2, 'en'), 'Lin and Zhou');
  assert.equal(actorsText(['Lin', 'Zhou'], 5, 'en'), 'Lin and 4 others');
  assert.equal(actorsText([], 0, 'en'), 'Somebody');
});
