// Real: the order machine and its page. Run with TUCKSHOP_UPDATE_SNAPSHOTS=1 to write the tables anew.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertGenerated, span, table } from '../../../../test/support/machine-page.ts';
import {
  orderMachine,
  compatCodes,
  legalSteps,
  type CommandName,
  type Row,
} from './order-machine.ts';
import * as rules from './rules.ts';
import { toldOf } from './told.ts';

const machine = (Object.entries(orderMachine) as [CommandName, Row][]).map(([command, row]) => [
  `\`${command}\``,
  row.by.join(', '),
  row.from.join(', '),
  row.to,
  row.money === 'none' ? '' : row.money,
  row.stock === 'none' ? '' : row.stock,
  toldOf[command] ?? '',
]);

const clocks: [CommandName, string][] = [
  ['expire-unpaid', `${span(rules.payHoldMs)} after the order was placed`],
  [
    'refund-unshipped',
    `${span(rules.lateRefundMs)} after the promise to ship; the buyer may add up to ${rules.shipExtensionDaysMax} d`,
  ],
  ['void-shipment', `${span(rules.firstScanMs)} after shipping, or a new waybill, without a scan`],
  ['lose-parcel', `${span(rules.lostAfterMs)} after the last movement`],
  ['doubt-arrival', 'the same, where a parcel was signed for in another city'],
  [
    'confirm-by-clock',
    `${span(rules.confirmAfterDeliveredMs)} after delivery, ` +
      `${span(rules.confirmAfterUntrackedMs)} after shipping without tracking, ` +
      `${span(rules.confirmAfterHandoverMs)} after a handover; ` +
      `the buyer may add ${span(rules.receiptExtensionMs)} ${rules.receiptExtensionsMax} times`,
  ],
];

test('the order’s page shows the machine and its clocks as they are', async () => {
  const states = Object.entries(compatCodes).map(([state, code]) => [`\`${state}\``, String(code)]);
  const heads = ['command', 'by', 'from', 'to', 'money', 'stock', 'told'];
  const ways = clocks.map(([command, when]) => [`\`${command}\``, when]);
  await assertGenerated('docs/machines/order.md', [
    { name: 'states', text: table(['state', 'code'], states) },
    { name: 'machine', text: table(heads, machine) },
    { name: 'clocks', text: table(['when the clock runs out', 'it runs out'], ways) },
  ]);
});

test('each legal step is told with where it leads, for everybody who may take it', () => {
  const steps = legalSteps();
  const of = (command: CommandName) => steps.filter((step) => step.command === command);
  assert.deepEqual(of('ship'), [
    { command: 'ship', from: 'WAIT_SHIP', to: 'SHIPPED', role: 'seller' },
  ]);
  assert.deepEqual(of('extend-receipt'), [
    { command: 'extend-receipt', from: 'SHIPPED', to: 'SHIPPED', role: 'buyer' },
    { command: 'extend-receipt', from: 'DELIVERED', to: 'DELIVERED', role: 'buyer' },
  ]);
  const cancelled = { command: 'cancel-agreed', from: 'WAIT_SHIP', to: 'REFUNDED' };
  const roles = ['seller', 'clock', 'operator'];
  assert.deepEqual(
    of('cancel-agreed'),
    roles.map((role) => ({ ...cancelled, role })),
  );
});

test('every command of the clock is among the clocks', () => {
  const byClock = Object.entries(orderMachine).filter(([, row]) => row.by[0] === 'clock');
  const names = byClock.map(([command]) => command);
  assert.deepEqual(names.toSorted(), clocks.map(([command]) => command).toSorted());
});
