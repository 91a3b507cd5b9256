import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listsIn, typedIn } from '#kit/server/forms.ts';
import {
  bundleIn,
  percentText,
  templateIn,
  tiersAgain,
  typedAgain,
  typedTemplate,
} from './freight-forms.ts';

function formOf(entries: readonly (readonly [string, string])[]): FormData {
  const form = new FormData();
  for (const [name, value] of entries) form.append(name, value);
  return form;
}
const all = ['ZJ', 'XJ', 'XZ', 'TW'] as const;

test('a template is read as it was typed, each group with its provinces', () => {
  const form = formOf([
    ['name', ' 普通快递 '],
    ['basis', 'piece'],
    ['first', '8'],
    ['further', '2.5'],
    ['freeOver', '199'],
    ['freePieces', ''],
    ['regions', '3'],
    ['provinces-0', 'XJ'],
    ['provinces-0', 'XZ'],
    ['first-0', '20'],
    ['further-0', '10'],
    ['provinces-1', 'TW'],
    ['not-1', 'on'],
    ['first-2', '9'],
  ]);
  assert.deepEqual(templateIn(form, all), {
    name: '普通快递',
    basis: 'piece',
    firstFen: 800n,
    furtherFen: 250n,
    freeOverFen: 19_900n,
    freePieces: null,
    regions: [
      { provinces: ['XJ', 'XZ'], rate: { firstFen: 2000n, furtherFen: 1000n } },
      { provinces: ['TW'], rate: null },
    ],
  });
});

test('by the order there are no further pieces, and what is no amount is left to the room', () => {
  const form = formOf([
    ['name', '大件'],
    ['basis', 'order'],
    ['first', '三十'],
    ['further', '5'],
    ['freePieces', '两件'],
    ['regions', '9999999'],
  ]);
  const { firstFen, furtherFen, freePieces, regions } = templateIn(form, all);
  assert.deepEqual([firstFen, furtherFen, freePieces, regions], [-1n, 0n, 0, []]);
});

test('empty rows of tiers say nothing, half a percent is fifty basis points', () => {
  const form = formOf([
    ['pieces', '2'],
    ['percent', '5.5'],
    ['pieces', ''],
    ['percent', ''],
    ['pieces', '4'],
    ['percent', ''],
    ['most', '50'],
  ]);
  assert.deepEqual(bundleIn(form), {
    tiers: [
      { pieces: 2, discountBps: 550 },
      { pieces: 4, discountBps: 0 },
    ],
    mostFen: 5000n,
  });
  assert.equal(percentText(550), '5.5');
});

test('a stored template fills its form', () => {
  const regions = [
    { provinces: ['XJ' as const], rate: { firstFen: '2000', furtherFen: '50' } },
    { provinces: ['TW' as const], rate: null },
  ];
  const template = {
    id: '1',
    version: 1,
    name: '快递',
    basis: 'piece' as const,
    firstFen: '800',
    furtherFen: '0',
    freeOverFen: null,
    freePieces: null,
    regions,
  };
  assert.deepEqual(typedTemplate(template).regions, [
    { provinces: ['XJ'], first: '20', further: '0.50', isNot: false },
    { provinces: ['TW'], first: '', further: '', isNot: true },
  ]);
  assert.deepEqual(typedTemplate(undefined).regions, []);
});

const refusedOf = (form: FormData) => ({
  problem: { code: 'platform/invalid-input', title: '' },
  values: typedIn(form),
  lists: listsIn(form),
});

test('a refused template is typed as it was sent, to the last province', () => {
  const form = formOf([
    ['name', '快递'],
    ['basis', 'piece'],
    ['first', '八块'],
    ['further', '2'],
    ['freeOver', '199'],
    ['freePieces', ''],
    ['regions', '2'],
    ['provinces-0', 'XJ'],
    ['provinces-0', 'XZ'],
    ['first-0', '20'],
    ['further-0', '10'],
    ['provinces-1', 'TW'],
    ['not-1', 'on'],
  ]);
  const again = typedAgain(refusedOf(form))!;
  assert.deepEqual(again, {
    name: '快递',
    basis: 'piece',
    first: '八块',
    further: '2',
    freeOver: '199',
    freePieces: '',
    regions: [
      { provinces: ['XJ', 'XZ'], first: '20', further: '10', isNot: false },
      { provinces: ['TW'], first: '', further: '', isNot: true },
    ],
  });
  assert.equal(typedAgain(undefined), undefined);
});

test('refused tiers are typed as they were sent, empty rows too', () => {
  const form = formOf([
    ['pieces', '2'],
    ['percent', '99'],
    ['pieces', ''],
    ['percent', ''],
    ['most', '50'],
  ]);
  assert.deepEqual(tiersAgain(refusedOf(form)), {
    tiers: [
      { pieces: '2', percent: '99' },
      { pieces: '', percent: '' },
    ],
    most: '50',
  });
  assert.equal(typedAgain(refusedOf(form)), undefined, 'that is another form');
  assert.equal(tiersAgain(refusedOf(formOf([['basis', 'order']]))), undefined);
});
