// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { problemAt } from './problems.ts';

const codeField = { name: 'code', codes: ['identity/code-'], checkText: 'check' };

test('puts a refusal under the field it is about', () => {
  const problem = { code: 'identity/code-wrong', title: 'wrong' };
  assert.equal(problemAt(problem, codeField), 'wrong');
  assert.equal(problemAt(problem, { name: 'phone', checkText: 'check' }), undefined);
});

test('marks the fields that did not fit', () => {
  const problem = { code: 'platform/invalid-input', title: 'x', fields: [{ path: 'code' }] };
  assert.equal(problemAt(problem, codeField), 'check');
  assert.equal(problemAt(problem, { name: 'phone', checkText: 'check' }), undefined);
});

test('says nothing when nothing was refused', () => {
  assert.equal(problemAt(undefined, codeField), undefined);
});
