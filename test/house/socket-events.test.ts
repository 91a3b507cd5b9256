// The compiler is what is real here: lines that it must refuse are planted, and it must refuse them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SocketAccessTable } from '#platform/http/access.ts';
import type { Realtime } from '#platform/realtime.ts';
import { socketAccess } from '../../src/access.ts';
import { codeOf, readSources } from './source.ts';

const woken: unknown[] = [];
const realtime: Pick<Realtime, 'wake'> = { wake: (_to, wake) => void woken.push(wake) };

test('a socket brings only events that have a row, and only with their own fields', () => {
  realtime.wake(['1'], { type: 'orders/changed', orderId: '1' });
  // @ts-expect-error there is no such event
  realtime.wake(['1'], { type: 'orders/gossip', orderId: '1' });
  // @ts-expect-error this event names no conversation
  realtime.wake(['1'], { type: 'orders/changed', conversationId: '1' });
  assert.equal(woken.length, 3);
});

test('an event without a row does not compile', () => {
  const { 'orders/changed': _left, ...others } = socketAccess;
  // @ts-expect-error one row is missing
  const table: SocketAccessTable = others;
  assert.equal(Object.keys(table).length, Object.keys(socketAccess).length - 1);
});

test('the rows are the events that rooms declare', async () => {
  const sources = await readSources('src', ['.ts']);
  const declared = sources.flatMap((source) =>
    [...codeOf(source).matchAll(/interface SocketEvents \{((?:[^{}]|\{[^{}]*\})*)\}/g)].flatMap(
      ([, body]) => [...body!.matchAll(/'([a-z]+\/[a-z-]+)'/g)].map(([, type]) => type!),
    ),
  );
  assert.ok(declared.length >= 6, `${declared.length} events were found`);
  assert.deepEqual(declared.toSorted(), Object.keys(socketAccess).toSorted());
});
