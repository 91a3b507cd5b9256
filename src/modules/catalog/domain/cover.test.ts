// Pure: no clock, no database.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { coverUrlOf, picturesOf } from './cover.ts';

const picture = (id: string, widths: number[]) => ({
  id,
  width: 1440,
  height: 1080,
  thumbhash: '',
  colour: '#aabbcc',
  sources: widths.map((width) => ({ url: `/m/${id}-${width}`, width })),
  alt: '',
});

test('a cover is the smallest size that is sharp on a card', () => {
  assert.equal(coverUrlOf(picture('1', [180, 360, 720])), '/m/1-360');
});

test('a small picture is shown in its largest size', () => {
  assert.equal(coverUrlOf(picture('1', [90, 180])), '/m/1-180');
});

test('the first picture is the cover, and without pictures there is none', () => {
  const shown = picturesOf([picture('7', [360]), picture('8', [360])]);
  assert.deepEqual(shown, { pictureIds: ['7', '8'], coverUrl: '/m/7-360' });
  assert.deepEqual(picturesOf([]), { pictureIds: [], coverUrl: null });
});
