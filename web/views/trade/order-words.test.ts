// Pure: nothing is faked.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { otherwiseText, timelineOf } from './order-words.ts';
import { stateText, type PlainOrder } from './plain-order.ts';

/** An order as far as its words need it: how the goods come, and what follows if nobody acts. */
function orderOf(delivery: PlainOrder['delivery'], otherwise: PlainOrder['guide']['otherwise']) {
  return { delivery, state: 'REFUNDED', guide: { otherwise }, events: [] as unknown } as PlainOrder;
}

test('only what a courier brings is spoken of as shipped', () => {
  assert.equal(stateText('WAIT_SHIP', 'courier'), 'orders/state-wait-ship');
  assert.equal(stateText('WAIT_SHIP', 'pickup'), 'orders/state-wait-pickup');
  assert.equal(stateText('WAIT_SHIP', 'virtual'), 'orders/state-wait-virtual');
  assert.equal(stateText('DELIVERED', 'pickup'), 'orders/state-delivered');
  for (const late of ['refunds', 'refunds-late'] as const) {
    assert.equal(otherwiseText(orderOf('courier', late)), `order/else-${late}`);
    assert.equal(otherwiseText(orderOf('pickup', late)), `order/else-${late}-by-hand`);
    assert.equal(otherwiseText(orderOf('virtual', late)), `order/else-${late}-by-hand`);
  }
  assert.equal(otherwiseText(orderOf('pickup', 'confirms')), 'order/else-confirms');
  assert.equal(otherwiseText(orderOf('courier', 'loses')), 'order/else-loses');
  assert.equal(otherwiseText(orderOf('courier', 'loses'), true), 'order/else-doubts');
  assert.equal(otherwiseText(orderOf('courier', 'confirms'), true), 'order/else-confirms');
  assert.equal(otherwiseText(orderOf('pickup', 'nothing')), undefined);
});

test('the history of goods that were never handed over does not speak of shipping', () => {
  const titlesOf = (delivery: PlainOrder['delivery']) => {
    const events = [{ command: 'refund-unshipped', at: '2026-01-01T00:00:00.000Z' }];
    const order = { ...orderOf(delivery, 'nothing'), events } as PlainOrder;
    return timelineOf(order, ((key: string) => key) as never).map((step) => step.title);
  };
  assert.deepEqual(titlesOf('courier'), ['order/event-refund-unshipped']);
  assert.deepEqual(titlesOf('virtual'), ['order/event-refund-unshipped-by-hand']);
});
