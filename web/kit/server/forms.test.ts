// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listsIn, typedIn } from './forms.ts';

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

test('what was typed and chosen goes back with a refusal', () => {
  const typed = { reasonCode: 'fraud', words: '假的', waybillNo: 'SF1', quantity: '2' };
  assert.deepEqual(typedIn(formOf(typed)), typed);
});

test('codes, passwords and ID numbers are never sent back', () => {
  const secrets = { code: '123456', pickupCode: '123456', idNumber: '11', newPassword: 'x' };
  assert.deepEqual(typedIn(formOf({ ...secrets, name: '周予安' })), { name: '周予安' });
});

test('names that a form holds several times keep all of their rows, secrets none', () => {
  const form = formOf({ most: '30', code: '123456' });
  for (const pieces of ['2', '', '5']) form.append('pieces', pieces);
  assert.deepEqual(listsIn(form), { most: ['30'], pieces: ['2', '', '5'] });
  assert.equal(typedIn(form)['pieces'], '5');
});
