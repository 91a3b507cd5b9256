// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { refused } from '../../../../test/support/refused.ts';
import { composeComment, firstWords } from './comment.ts';
import { commentMax, paragraphsMax } from './rules.ts';

test('a comment is its lines, without empty ones', () => {
  assert.deepEqual(composeComment(' 好看！ \r\n\n  多少钱\n'), ['好看！', '多少钱']);
  assert.throws(() => composeComment(' \n\t '), refused('reactions/comment-empty'));
});

test('500 signs are allowed as readers count them, one more is not', () => {
  const full = '🎏'.repeat(commentMax);
  assert.deepEqual(composeComment(full), [full]);
  assert.throws(() => composeComment(`${full}啊`), refused('reactions/comment-too-long'));
});

test('more lines than a comment has paragraphs lose breaks, not words', () => {
  const lines = Array.from({ length: paragraphsMax + 5 }, (_, at) => `第${at}行`);
  const body = composeComment(lines.join('\n'));
  assert.equal(body.length, paragraphsMax);
  assert.deepEqual(body.join(' ').split(' '), lines);
});

test('first words end where they are cut', () => {
  assert.equal(firstWords(['一二', '三四五'], 5), '一二 三…');
  assert.equal(firstWords(['一二三'], 5), '一二三');
});
