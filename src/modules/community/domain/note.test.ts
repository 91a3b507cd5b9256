// Pure rules; nothing is faked.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { refused } from '../../../../test/support/refused.ts';
import { composeNote, type NoteDraft } from './note.ts';

const draft = (change: Partial<NoteDraft> = {}): NoteDraft => ({
  title: '搬家出闲置',
  body: ['微波炉', '只用过两次 #搬家'],
  topics: [],
  city: null,
  pictureIds: ['1'],
  ...change,
});
const composing = (change: Partial<NoteDraft>) => () => composeNote(draft(change));
const some = (count: number, prefix = '') =>
  Array.from({ length: count }, (_, n) => `${prefix}${n + 1}`);

describe('composing a note', () => {
  it('splits lines into paragraphs and drops the blank ones', () => {
    const { body } = composeNote(draft({ body: ['一\n\n二\r\n 三 ', '', '  ', '四'] }));
    assert.deepEqual(body, ['一', '二', '三', '四']);
  });

  it('joins chosen topics with those in the text, each once', () => {
    const { topics } = composeNote(draft({ topics: ['#闲置', '搬家'] }));
    assert.deepEqual(topics, ['闲置', '搬家']);
  });

  it('holds 1 to 18 pictures; the same one twice is one', () => {
    assert.throws(composing({ pictureIds: [] }), refused('community/picture-needed'));
    assert.equal(composeNote(draft({ pictureIds: some(18) })).pictureIds.length, 18);
    assert.throws(composing({ pictureIds: some(19) }), refused('community/too-many-pictures'));
    assert.deepEqual(composeNote(draft({ pictureIds: ['2', '1', '2'] })).pictureIds, ['2', '1']);
  });

  it('holds 10 topics and refuses the 11th, wherever it stands', () => {
    const topics = some(9, 't');
    assert.equal(composeNote(draft({ topics })).topics.length, 10);
    assert.throws(composing({ topics: some(10, 't') }), refused('community/too-many-topics'));
    assert.throws(composing({ topics: ['不 行'] }), refused('community/topic-invalid'));
  });

  it('holds 5,000 characters and 200 paragraphs, and not one more', () => {
    assert.equal(composeNote(draft({ body: ['字'.repeat(5000)] })).body.length, 1);
    const tooLong = refused('community/body-too-long');
    assert.throws(composing({ body: ['字'.repeat(5000), '字'] }), tooLong);
    assert.equal(composeNote(draft({ body: [some(200).join('\n')] })).body.length, 200);
    assert.throws(composing({ body: [some(201).join('\n')] }), tooLong);
  });
});
