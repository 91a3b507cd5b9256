import type { Id } from '#platform/ids.ts';
import type { AfterSale, AfterSaleRole, AfterSaleState } from './after-sale.ts';
import {
  afterSaleMachine,
  consequences,
  type CommandName,
  type OrderEffect,
  type Row,
} from './after-sale-machine.ts';
import { changesOf } from './changes.ts';
import { silenceOf } from './silence.ts';
import * as rules from './rules.ts';

/** Something asked of an after-sale; `actorId` is null for machines. */
export type Command = { by: AfterSaleRole; actorId: Id | null } & (
  | { name: Exclude<CommandName, 'open' | 'doubt-arrival' | keyof CommandWords> }
  | { [Name in keyof CommandWords]: { name: Name } & CommandWords[Name] }[keyof CommandWords]
);

/** What some commands say besides their name. */
type CommandWords = {
  counter: { amountFen: bigint };
  'counter-back': { amountFen: bigint };
  'decide-refund': { amountFen: bigint };
  'propose-refund': { amountFen: bigint };
  'ship-return': { isByHand: boolean; isTracked: boolean; freightFen: bigint };
  'ship-replacement': { isTracked: boolean };
};

/** One step of an after-sale's life, ready to be written. */
export type Step = {
  command: CommandName;
  from: AfterSaleState;
  to: AfterSaleState;
  role: AfterSaleRole;
  actorId: Id | null;
  at: Date;
  changes: Partial<AfterSale>;
  order: OrderEffect;
  /** What goes back to the buyer, in fen; only with the effect `refund`. */
  refundFen: bigint;
};

export type Verdict =
  { ok: true; step: Step } | { ok: false; code: string; params?: Record<string, string | number> };

const refused = (code: string, params?: Record<string, string | number>): Verdict => ({
  ok: false,
  code,
  ...(params ? { params } : {}),
});

/** Whether a command may be carried out on an after-sale now, and what it changes. Pure. */
export function decide(sale: AfterSale, command: Command, now: Date): Verdict {
  const row: Row = afterSaleMachine[command.name];
  if (!row.by.includes(command.by)) return refused('aftersale/not-your-part');
  if (!row.from.includes(sale.state)) return refused('aftersale/not-now', { state: sale.state });
  const fault = faultOf(sale, command, now);
  if (fault) return fault;
  const refundFen = row.order === 'refund' ? refundOf(sale, command) : 0n;
  const to = row.to === 'stay' ? sale.state : row.to;
  const changes = changesOf({ ...sale, state: to }, command, now, refundFen);
  return {
    ok: true,
    step: {
      command: command.name,
      from: sale.state,
      to,
      role: command.by,
      actorId: command.actorId,
      at: now,
      changes,
      order: row.order,
      refundFen,
    },
  };
}

/** The after-sale after a step. */
export function evolve(sale: AfterSale, step: Step): AfterSale {
  return { ...sale, ...step.changes, state: step.to, eventCount: sale.eventCount + 1 };
}

/** What forbids a command although the state would allow it. */
function faultOf(sale: AfterSale, command: Command, now: Date): Verdict | undefined {
  if (command.by === 'clock' && !consequences.includes(command.name)) {
    const isDue = sale.dueAt !== null && now >= sale.dueAt;
    return isDue && silenceOf(sale) === command.name ? undefined : refused('aftersale/not-due');
  }
  switch (command.name) {
    case 'accept-refund':
      return needsReturn(sale) ? refused('aftersale/needs-return') : undefined;
    case 'accept-return':
      return needsReturn(sale) ? undefined : refused('aftersale/no-return');
    case 'refuse':
      return sale.type === 'CANCEL' ? refused('aftersale/not-now') : undefined;
    case 'refuse-cancel':
      return sale.type === 'CANCEL' ? undefined : refused('aftersale/not-now');
    case 'counter':
    case 'counter-back':
      return counterFault(sale, command.amountFen);
    case 'decide-refund':
    case 'propose-refund':
      return amountFault(command.amountFen, sale.mostFen);
    case 'confirm-return':
      return sale.type === 'EXCHANGE' ? refused('aftersale/not-now') : undefined;
    case 'take-for-exchange':
      return sale.type === 'EXCHANGE' ? undefined : refused('aftersale/not-now');
    case 'ship-return':
      return freightFault(command.freightFen);
    default:
      return undefined;
  }
}

/** Whether the goods have to come back before anything is given for them. */
export function needsReturn(sale: Pick<AfterSale, 'type'>): boolean {
  return sale.type === 'RETURN_REFUND' || sale.type === 'EXCHANGE';
}

function counterFault(sale: AfterSale, amountFen: bigint): Verdict | undefined {
  if (sale.type === 'CANCEL') return refused('aftersale/no-counter');
  if (sale.counters >= rules.countersMax) {
    return refused('aftersale/counters-spent', { times: rules.countersMax });
  }
  return amountFault(amountFen, sale.mostFen);
}

function amountFault(amountFen: bigint, mostFen: bigint): Verdict | undefined {
  const fits = amountFen >= 1n && amountFen <= mostFen;
  return fits ? undefined : refused('aftersale/amount', { mostFen: mostFen.toString() });
}

function freightFault(freightFen: bigint): Verdict | undefined {
  return freightFen < 0n ? refused('aftersale/amount', { mostFen: '0' }) : undefined;
}

function refundOf(sale: AfterSale, command: Command): bigint {
  if (command.name === 'decide-refund') return command.amountFen;
  if (command.name === 'accept-counter') return sale.offeredFen ?? 0n;
  return sale.askedFen;
}
