import { openJournal, type Journal } from '../journal.ts';
import {
  newIdentity,
  type AnyRecord,
  type IdentityRecord,
  type NoticeRecord,
  type PaymentRecord,
  type RefundRecord,
  type TransferRecord,
} from './records.ts';

export type Store = {
  readonly identity: IdentityRecord;
  payment(outTradeNo: string): PaymentRecord | undefined;
  paymentById(paymentId: string): PaymentRecord | undefined;
  payments(): Iterable<PaymentRecord>;
  refund(outRefundNo: string): RefundRecord | undefined;
  refundsOf(outTradeNo: string): RefundRecord[];
  refunds(): Iterable<RefundRecord>;
  transfer(outTransferNo: string): TransferRecord | undefined;
  transfers(): Iterable<TransferRecord>;
  notice(eventId: string): NoticeRecord | undefined;
  notices(): Iterable<NoticeRecord>;
  /** Makes all these records true at once: on file first, in memory after. */
  commit(records: readonly AnyRecord[]): void;
  /** Shortens the file to what still lives, once it is mostly history. */
  tidy(): void;
  close(): void;
};

/** Opens the simulator's memory; with a file, what was committed before is there again. */
export async function openStore(file: string | undefined): Promise<Store> {
  const memory = createMemory();
  const journal = await openJournal<AnyRecord>(file, memory.put);
  if (memory.identity() === undefined) {
    const identity = newIdentity();
    journal.append([identity]);
    memory.put(identity);
  }
  return { ...lookups(memory), ...writing(memory, journal) };
}

type Memory = ReturnType<typeof createMemory>;

function createMemory() {
  const payments = new Map<string, PaymentRecord>();
  const byId = new Map<string, string>();
  const refunds = new Map<string, RefundRecord>();
  const refundNos = new Map<string, string[]>();
  const transfers = new Map<string, TransferRecord>();
  const notices = new Map<string, NoticeRecord>();
  let identity: IdentityRecord | undefined;
  let seen = 0;
  const put = (record: AnyRecord) => {
    seen += 1;
    if (record.kind === 'payment') {
      payments.set(record.outTradeNo, record);
      byId.set(record.paymentId, record.outTradeNo);
    } else if (record.kind === 'refund') {
      if (!refunds.has(record.outRefundNo)) remember(refundNos, record);
      refunds.set(record.outRefundNo, record);
    } else if (record.kind === 'transfer') transfers.set(record.outTransferNo, record);
    else if (record.kind === 'notice') notices.set(record.eventId, record);
    else identity = record;
  };
  const living = () => [
    ...(identity ? [identity] : []),
    ...payments.values(),
    ...refunds.values(),
    ...transfers.values(),
    ...notices.values(),
  ];
  const maps = { payments, byId, refunds, refundNos, transfers, notices };
  return { ...maps, put, living, identity: () => identity, seen: () => seen };
}

function remember(refundNos: Map<string, string[]>, record: RefundRecord): void {
  const nos = refundNos.get(record.outTradeNo) ?? [];
  refundNos.set(record.outTradeNo, [...nos, record.outRefundNo]);
}

function lookups(memory: Memory) {
  return {
    identity: memory.identity()!,
    payment: (no: string) => memory.payments.get(no),
    paymentById: (id: string) => memory.payments.get(memory.byId.get(id) ?? ''),
    payments: () => memory.payments.values(),
    refund: (no: string) => memory.refunds.get(no),
    refundsOf: (no: string) =>
      (memory.refundNos.get(no) ?? []).map((refundNo) => memory.refunds.get(refundNo)!),
    refunds: () => memory.refunds.values(),
    transfer: (no: string) => memory.transfers.get(no),
    transfers: () => memory.transfers.values(),
    notice: (id: string) => memory.notices.get(id),
    notices: () => memory.notices.values(),
  };
}

function writing(memory: Memory, journal: Journal<AnyRecord>) {
  return {
    commit(records: readonly AnyRecord[]) {
      journal.append(records);
      for (const record of records) memory.put(record);
    },
    tidy() {
      const living = memory.living();
      if (memory.seen() > 2 * living.length) journal.rewrite(living);
    },
    close: () => journal.close(),
  };
}
