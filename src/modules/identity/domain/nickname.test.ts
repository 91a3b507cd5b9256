// Real: all of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isReservedNickname, neutralNickname } from './nickname.ts';

it('keeps names that pass for the house from members', () => {
  for (const name of [
    '官方客服',
    '官 方',
    '小卖部老板',
    'Tuck-Shop',
    'ＡＤＭＩＮ',
    'Support.Team',
    '官\u200b方',
    '客—服',
    'adm\u00adin',
  ]) {
    assert.equal(isReservedNickname(name), true, name);
  }
  for (const name of ['小林', '阿官', '旧书摊', 'Sunny']) {
    assert.equal(isReservedNickname(name), false, name);
  }
});

it('has a name for whoever lost theirs, which members may have', () => {
  const name = neutralNickname('70123456789');
  assert.equal(name, '邻居456789');
  assert.equal(isReservedNickname(name), false);
});
