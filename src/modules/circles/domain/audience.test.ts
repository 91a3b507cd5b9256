import assert from 'node:assert/strict';
import { test } from 'node:test';
import { audienceOf, sees, type Audience, type Sight } from './audience.ts';

const [owner, reader, circle] = ['1', '2', '3'];
const audiences: Record<Audience['kind'], Audience> = {
  public: { kind: 'public' },
  followers: { kind: 'followers' },
  circle: { kind: 'circle', circleId: circle },
};

function sight(readerId: string | undefined, ...facts: string[]): Sight {
  return {
    readerId,
    isBlocked: () => facts.includes('blocked'),
    follows: () => facts.includes('follows'),
    isIn: (id) => facts.includes('in') && id === circle,
  };
}

/** Who sees a thing for everybody, for followers, for the circle. */
const matrix: [string, Sight, string][] = [
  ['its owner', sight(owner), 'public followers circle'],
  ['its owner, whatever else is said', sight(owner, 'blocked'), 'public followers circle'],
  ['a guest', sight(undefined), 'public'],
  ['a guest, whatever else is said', sight(undefined, 'follows', 'in'), 'public'],
  ['a stranger', sight(reader), 'public'],
  ['a follower', sight(reader, 'follows'), 'public followers'],
  ['a member of the circle', sight(reader, 'in'), 'public circle'],
  ['a follower in the circle', sight(reader, 'follows', 'in'), 'public followers circle'],
  ['somebody blocked', sight(reader, 'blocked'), ''],
  ['somebody blocked, whatever else is said', sight(reader, 'blocked', 'follows', 'in'), ''],
];

for (const [who, eyes, seen] of matrix) {
  test(`${who} sees: ${seen || 'nothing'}`, () => {
    const found = Object.entries(audiences)
      .filter(([, audience]) => sees(eyes, { ownerId: owner, audience }))
      .map(([kind]) => kind);
    assert.equal(found.join(' '), seen);
  });
}

test('a circle is no other circle', () => {
  const audience = { kind: 'circle', circleId: '4' } as const;
  assert.equal(sees(sight(reader, 'in'), { ownerId: owner, audience }), false);
});

test('two columns make an audience, or it is a bug', () => {
  assert.deepEqual(audienceOf('circle', circle), audiences.circle);
  assert.deepEqual(audienceOf('public', null), audiences.public);
  assert.throws(() => audienceOf('circle', null));
});
