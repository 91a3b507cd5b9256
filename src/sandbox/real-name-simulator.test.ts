// Real: all of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { createSandboxRealNameProvider } from './real-name-simulator.ts';

const answer = (name: string) =>
  createSandboxRealNameProvider().verify({ name, idNumber: '11010519491231002X' });

describe('the sandbox register of persons', () => {
  it('knows everybody with a plausible name', async () => {
    for (const name of ['林小满', '欧阳娜娜', '阿卜杜拉·买买提', "Mary O'Neil", '王芳', '𠮷田']) {
      assert.equal(await answer(name), 'match', name);
    }
  });
  it('does not know names that are none', async () => {
    for (const name of ['', '林', '林1', ' 林小满', '<b>', '林'.repeat(21)]) {
      assert.equal(await answer(name), 'mismatch', name);
    }
    assert.equal(await answer('林'.repeat(20)), 'match');
  });
  it('denies and is closed on demand', async () => {
    assert.equal(await answer('林测试不符'), 'mismatch');
    assert.equal(await answer('测试停机'), 'unavailable');
  });
});
