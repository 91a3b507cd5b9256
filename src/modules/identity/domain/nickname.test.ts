// Real: all of it.
import assert from 'node:assert/strict';
import { it } from 'node:test';
import { isReservedNickname } from './nickname.ts';

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
