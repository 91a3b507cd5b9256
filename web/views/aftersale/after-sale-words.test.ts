// Pure: reads the room's machine and the catalogues themselves, nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { en } from '#kit/i18n/en/index.ts';
import { zh } from '#kit/i18n/zh/index.ts';
import {
  afterSaleMachine,
  consequences,
  type CommandName,
  type Row,
} from '../../../src/modules/aftersale/domain/after-sale-machine.ts';
import {
  afterSaleStates,
  afterSaleTypes,
  reasonNames,
  reasons,
} from '../../../src/modules/aftersale/domain/after-sale.ts';
import { afterSaleDuties, afterSaleNotices } from '../../../src/modules/aftersale/notices.ts';
import { orderMachine } from '../../../src/modules/orders/domain/order-machine.ts';
import { walletLineKinds } from '../../../src/modules/ledger/queries/wallet-queries.ts';
import { noticeLook } from '../notices/notice-look.ts';
import {
  eventText,
  followsText,
  freightText,
  headText,
  reasonText,
  silenceText,
  stateText,
  turnText,
  typeHint,
  typeText,
} from './after-sale-words.ts';
import { faults, reasonsFor, type PlainOffer, type PlainSale } from './plain-after-sale.ts';

/** Fails for a key that one of the languages has no text for. */
function assertSaid(key: string): void {
  assert.ok(key in zh, `${key} in Chinese`);
  assert.ok(key in en, `${key} in English`);
}

const commands = Object.entries(afterSaleMachine) as [CommandName, Row][];

test('every command, state, type and reason has its text in both languages', () => {
  for (const [command] of commands) assertSaid(eventText(command));
  for (const state of afterSaleStates) assertSaid(stateText(state));
  for (const type of afterSaleTypes) [typeText(type), typeHint(type)].forEach(assertSaid);
  for (const reason of reasonNames) assertSaid(reasonText(reason));
  assert.ok(commands.length > 20, 'the machine was really read');
});

test('each side is told what every state waits for, and whose turn it is', () => {
  const actors = ['buyer', 'seller', 'courier', 'operator'] as const;
  for (const role of ['buyer', 'seller'] as const) {
    for (const state of afterSaleStates) {
      for (const actor of actors) {
        const sale = { state, role, guide: { actor } } as PlainSale;
        assertSaid(headText(sale));
        assertSaid(turnText(sale)!);
      }
    }
  }
});

test('what the clock does is told before it does it', () => {
  const byClock = commands.filter(([command, row]) => {
    return row.by.includes('clock') && !consequences.includes(command);
  });
  for (const [command] of byClock) assertSaid(silenceText(command));
  assert.ok(byClock.length > 4);
});

test('every step a side can take has a name, a note where it needs one, and a button', () => {
  const byHand = commands.filter(([command, row]) => {
    const isParty = row.by.includes('buyer') || row.by.includes('seller');
    return isParty && command !== 'open' && !consequences.includes(command);
  });
  for (const [command] of [...byHand, ['hand-back'] as const]) {
    assertSaid(`aftersale/do-${command}`);
    assertSaid(`aftersale/yes-${command}`);
    const shared = { 'counter-back': 'counter', 'give-return-address': 'accept-return' };
    assertSaid(`aftersale/note-${Object.assign({ [command]: command }, shared)[command]}`);
  }
});

test('who bears the freight is what the room says, and what follows is told for every wish', () => {
  assert.deepEqual(faults, reasons);
  for (const type of afterSaleTypes) {
    for (const reason of reasonNames) {
      assertSaid(freightText(type, reason));
      assertSaid(followsText(type, reason));
    }
  }
});

test('every type has reasons, every reason is offered for some type', () => {
  const offer: PlainOffer = {
    types: [...afterSaleTypes],
    reasons: reasonNames.map((reason) => ({ reason, mostFen: '1', until: null })),
  };
  const offered = afterSaleTypes.map((type) => reasonsFor(offer, type));
  assert.ok(offered.every((some) => some.length > 2));
  const names = new Set(offered.flat().map(({ reason }) => reason));
  assert.deepEqual([...names].toSorted(), [...reasonNames].toSorted());
  // Who has nothing in hands can send nothing back: the room refuses it.
  for (const type of ['RETURN_REFUND', 'EXCHANGE', 'PARTIAL'] as const) {
    assert.ok(
      reasonsFor(offer, type).every(({ reason }) => reason !== 'not-received'),
      type,
    );
  }
});

test('what an after-sale does to order and wallet has its text too', () => {
  for (const command of Object.keys(orderMachine)) {
    const suffix = command === 'hand-over' ? '-pickup' : '';
    assertSaid(`order/event-${command}${suffix}`);
  }
  for (const kind of walletLineKinds) assertSaid(`wallet/line-${kind}`);
});

test('no notice of an after-sale rings the bell of what is not known', () => {
  const types = [...Object.keys(afterSaleNotices), ...Object.keys(afterSaleDuties)];
  for (const type of types) assert.notEqual(noticeLook(type).icon, 'bell', type);
});
