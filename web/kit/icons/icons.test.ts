// Pure: reads the sprite and the sources of the pages.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { iconNames } from './icon-names.ts';
import { drawSprite } from './make-sprite.ts';

test('the sprite is what the list of icons draws', () => {
  const sprite = readFileSync(new URL('sprite.svg', import.meta.url), 'utf8');
  assert.equal(sprite, drawSprite());
  assert.equal(sprite.match(/<symbol /g)?.length, iconNames.length);
});

test('the icons are listed once each, in order', () => {
  assert.deepEqual([...iconNames], [...new Set(iconNames)].toSorted());
});
