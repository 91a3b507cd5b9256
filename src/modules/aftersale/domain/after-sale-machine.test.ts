// Real: the after-sale machine, its silences and its page. Run with TUCKSHOP_UPDATE_SNAPSHOTS=1 to
// write the tables anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openedAfterSale } from '../../../../test/support/opened-after-sale.ts';
import { assertGenerated, span, table } from '../../../../test/support/machine-page.ts';
import { noticeTypeOf } from '../notices.ts';
import {
  afterSaleStates,
  afterSaleTypes,
  compatCodes,
  isHandedBack,
  isOver,
  reasonNames,
  reasons,
  type AfterSale,
} from './after-sale.ts';
import { afterSaleMachine, type CommandName, type Row } from './after-sale-machine.ts';
import { dueOf } from './changes.ts';
import { actorOf } from './guide.ts';
import { silenceOf } from './silence.ts';

const now = new Date('2026-11-02T04:00:00Z');

const machine = (Object.entries(afterSaleMachine) as [CommandName, Row][]).map(([command, row]) => [
  `\`${command}\``,
  row.by.join(', '),
  row.from.join(', '),
  row.to,
  row.order === 'none' ? '' : row.order,
  (['buyer', 'seller'] as const).filter((side) => noticeTypeOf(command, side)).join(', '),
]);

/** Every way in which an after-sale can stand in a state while a clock runs. */
function standings(): AfterSale[] {
  return afterSaleStates.flatMap((state) =>
    afterSaleTypes.flatMap((type) =>
      reasonNames.flatMap((reason) =>
        [null, now].flatMap((deliveredAt) =>
          [true, false].flatMap((isTracked) =>
            [false, true].map((isByHand) => {
              const parcel = { isTracked: isTracked && !isByHand, sentAt: now, deliveredAt };
              return openedAfterSale({ state, type, reason, parcel, isByHand });
            }),
          ),
        ),
      ),
    ),
  );
}

/** What silence does in each state, by type and by what is known of the parcel. */
function silences(): string[][] {
  const told = new Map<string, { types: Set<string>; row: string[] }>();
  for (const sale of standings()) {
    const command = silenceOf(sale);
    const due = dueOf(sale, now);
    if (!command || !due) continue;
    const row = [sale.state, whenOf(sale), span(due.getTime() - now.getTime()), `\`${command}\``];
    const key = row.join();
    const entry = told.get(key) ?? { types: new Set(), row };
    entry.types.add(sale.type);
    told.set(key, entry);
  }
  return [...told.values()].map(({ types, row: [state, when, ...rest] }) => [
    state!,
    types.size === afterSaleTypes.length ? 'any' : [...types].join(', '),
    when!,
    ...rest,
  ]);
}

function whenOf(sale: AfterSale): string {
  if (sale.state === 'WAIT_SELLER' && reasons[sale.reason] === 'buyer') {
    return 'a change of mind';
  }
  const hasParcel =
    sale.state === 'WAIT_SELLER_RECEIVE' || sale.state === 'WAIT_REPLACEMENT_RECEIPT';
  if (!hasParcel) return '';
  if (sale.parcel!.deliveredAt) return 'arrived';
  if (isHandedBack(sale)) return 'handed back, not confirmed';
  return sale.parcel!.isTracked ? 'on its way' : 'on its way untracked';
}

test('the after-sale’s page shows the machine and its silences as they are', async () => {
  const states = afterSaleStates.map((state) => [
    `\`${state}\``,
    String(compatCodes[state]),
    actorOf(openedAfterSale({ state })),
  ]);
  const heads = ['command', 'by', 'from', 'to', 'order', 'told'];
  await assertGenerated('docs/machines/after-sale.md', [
    { name: 'states', text: table(['state', 'code', 'whose turn'], states) },
    { name: 'machine', text: table(heads, machine) },
    {
      name: 'silences',
      text: table(['state', 'type', 'when', 'after', 'silence does'], silences()),
    },
  ]);
});

test('silence always does something that the machine allows the clock, while a clock runs', () => {
  for (const sale of standings()) {
    const command = silenceOf(sale);
    const due = dueOf(sale, now);
    assert.equal(command === undefined, due === null, sale.state);
    if (!command) continue;
    const row: Row = afterSaleMachine[command];
    assert.ok(
      row.by.includes('clock') && row.from.includes(sale.state),
      `${sale.state} ${command}`,
    );
  }
});

test('no state is a dead end, and none but the ends is without a way out', () => {
  for (const state of afterSaleStates) {
    const out = Object.values(afterSaleMachine).filter((row: Row) => row.from.includes(state));
    assert.equal(out.length === 0, isOver(state), state);
  }
});
