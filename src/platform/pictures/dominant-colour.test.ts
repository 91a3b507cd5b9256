// Pure: pixels written out by hand.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { dominantColourOf } from './dominant-colour.ts';

const pixels = (...colours: [number, number, number][]) => Uint8Array.from(colours.flat());

test('names the colour most pixels have', () => {
  assert.equal(dominantColourOf(pixels([255, 0, 0], [0, 0, 255], [255, 0, 0])), '#ff0000');
});

test('takes shades of one colour together and answers with their mean', () => {
  const shades = pixels([200, 100, 40], [204, 104, 44], [0, 0, 0], [255, 255, 255]);
  assert.equal(dominantColourOf(shades), '#ca662a');
});

test('calls no pixels black', () => {
  assert.equal(dominantColourOf(new Uint8Array()), '#000000');
});
