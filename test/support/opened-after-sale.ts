import type { AfterSale } from '../../src/modules/aftersale/domain/after-sale.ts';

/** An after-sale just opened on a delivered order of ¥210, with what a test wants otherwise. */
export function openedAfterSale(parts: Partial<AfterSale> = {}): AfterSale {
  return {
    id: '10',
    orderId: '1',
    buyerId: '2',
    sellerId: '3',
    type: 'RETURN_REFUND',
    lineNos: null,
    reason: 'not-as-described',
    state: 'WAIT_SELLER',
    askedFen: 21_000n,
    mostFen: 21_000n,
    offeredFen: null,
    counters: 0,
    returnFreightFen: 0n,
    isByHand: false,
    parcel: null,
    openedAt: new Date('2026-11-01T04:00:00Z'),
    dueAt: null,
    refundedFen: 0n,
    endedAt: null,
    endReason: null,
    eventCount: 1,
    ...parts,
  };
}
