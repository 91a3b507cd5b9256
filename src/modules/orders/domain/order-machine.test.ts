// Real: the order machine and the README of its room. Run with TUCKSHOP_UPDATE_SNAPSHOTS=1 to write
// the tables anew.
import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { dayMs, hourMs, minuteMs } from '#platform/clock.ts';
import { orderMachine, type CommandName, type Row } from './order-machine.ts';
import * as rules from './rules.ts';

const readme = join(import.meta.dirname, '../README.md');
const isUpdate = process.env['TUCKSHOP_UPDATE_SNAPSHOTS'] === '1';

const machine = (Object.entries(orderMachine) as [CommandName, Row][]).map(([command, row]) => [
  `\`${command}\``,
  row.by.join(', '),
  row.from.join(', '),
  row.to,
  row.money === 'none' ? '' : row.money,
  row.stock === 'none' ? '' : row.stock,
]);

const clocks: [CommandName, string][] = [
  ['expire-unpaid', `${span(rules.payHoldMs)} after the order was placed`],
  [
    'refund-unshipped',
    `${span(rules.lateRefundMs)} after the promise to ship; the buyer may add up to ${rules.shipExtensionDaysMax} d`,
  ],
  ['void-shipment', `${span(rules.firstScanMs)} after shipping, or a new waybill, without a scan`],
  ['lose-parcel', `${span(rules.lostAfterMs)} after the last movement`],
  [
    'confirm-by-clock',
    `${span(rules.confirmAfterDeliveredMs)} after delivery, ` +
      `${span(rules.confirmAfterUntrackedMs)} after shipping without tracking, ` +
      `${span(rules.confirmAfterHandoverMs)} after a handover; ` +
      `the buyer may add ${span(rules.receiptExtensionMs)} ${rules.receiptExtensionsMax} times`,
  ],
];

test('the README of the room shows the machine and its clocks as they are', async () => {
  const before = await readFile(readme, 'utf8');
  const machineTable = table(['command', 'by', 'from', 'to', 'money', 'stock'], machine);
  const clockTable = table(
    ['when the clock runs out', 'it runs out'],
    clocks.map(([command, when]) => [`\`${command}\``, when]),
  );
  const wanted = put(put(before, 'machine', machineTable), 'clocks', clockTable);
  if (isUpdate) await writeFile(readme, wanted);
  assert.equal(isUpdate ? wanted : before, wanted, 'the tables of the README are out of date');
});

test('every command of the clock is among the clocks', () => {
  const byClock = Object.entries(orderMachine).filter(([, row]) => row.by[0] === 'clock');
  const names = byClock.map(([command]) => command);
  assert.deepEqual(names.toSorted(), clocks.map(([command]) => command).toSorted());
});

/** A table as the formatter likes it: columns padded to their widest cell. */
function table(heads: string[], rows: string[][]): string {
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...rows.map((row) => row[at]!.length)),
  );
  const line = (cells: string[]) =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!)).join(' | ')} |`;
  const rule = widths.map((width) => '-'.repeat(width));
  return [line(heads), line(rule), ...rows.map(line)].join('\n');
}

function put(text: string, name: string, part: string): string {
  const between = new RegExp(`(<!-- ${name} -->\n)[\\s\\S]*?(<!-- /${name} -->)`);
  assert.match(text, between, `the README has a place for ${name}`);
  return text.replace(
    between,
    (_all, open: string, close: string) => `${open}\n${part}\n\n${close}`,
  );
}

function span(ms: number): string {
  if (ms % dayMs === 0) return `${ms / dayMs} d`;
  return ms % hourMs === 0 ? `${ms / hourMs} h` : `${ms / minuteMs} min`;
}
