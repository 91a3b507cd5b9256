// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typedIn } from './forms.ts';

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
