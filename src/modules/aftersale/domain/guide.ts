import { isHandedBack, type AfterSale, type Party } from './after-sale.ts';
import { needsReturn } from './decide.ts';
import { countersMax } from './rules.ts';
import { silenceOf } from './silence.ts';
import type { CommandName } from './after-sale-machine.ts';

export type AfterSaleAction = Extract<
  CommandName,
  | 'accept-refund'
  | 'accept-return'
  | 'refuse'
  | 'refuse-cancel'
  | 'counter'
  | 'counter-back'
  | 'accept-counter'
  | 'decline-counter'
  | 'give-return-address'
  | 'ship-return'
  | 'confirm-return'
  | 'take-for-exchange'
  | 'refuse-return'
  | 'ship-replacement'
  | 'confirm-replacement'
  | 'escalate'
  | 'withdraw'
>;

/** What both sides always see: who must act, until when, what happens else, what one may do. */
export type AfterSaleGuide = {
  actor: Party | 'courier' | 'operator' | 'nobody';
  dueAt: Date | null;
  /** What the clock does then; null while nobody's silence counts. */
  otherwise: CommandName | null;
  actions: AfterSaleAction[];
};

/** Describes an after-sale to one of its parties. Pure. */
export function guideOf(sale: AfterSale, viewer: Party): AfterSaleGuide {
  return {
    actor: actorOf(sale),
    dueAt: sale.dueAt,
    otherwise: silenceOf(sale) ?? null,
    actions: viewer === 'buyer' ? buyerActions(sale) : sellerActions(sale),
  };
}

/** Whose turn it is. */
export function actorOf(sale: AfterSale): AfterSaleGuide['actor'] {
  const isOnItsWay = sale.parcel && !sale.parcel.deliveredAt && !isHandedBack(sale);
  switch (sale.state) {
    case 'WAIT_SELLER':
    case 'WAIT_RETURN_ADDRESS':
    case 'WAIT_REPLACEMENT':
      return 'seller';
    case 'WAIT_SELLER_RECEIVE':
      return isOnItsWay ? 'courier' : 'seller';
    case 'WAIT_REPLACEMENT_RECEIPT':
      return isOnItsWay ? 'courier' : 'buyer';
    case 'WAIT_BUYER':
    case 'WAIT_BUYER_RETURN':
    case 'REFUSED':
      return 'buyer';
    case 'DISPUTED':
      return 'operator';
    default:
      return 'nobody';
  }
}

function sellerActions(sale: AfterSale): AfterSaleAction[] {
  switch (sale.state) {
    case 'WAIT_SELLER': {
      const accept = needsReturn(sale) ? 'accept-return' : 'accept-refund';
      if (sale.type === 'CANCEL') return [accept, 'refuse-cancel'];
      return sale.counters < countersMax ? [accept, 'counter', 'refuse'] : [accept, 'refuse'];
    }
    case 'WAIT_RETURN_ADDRESS':
      return ['give-return-address'];
    case 'WAIT_SELLER_RECEIVE':
      return [sale.type === 'EXCHANGE' ? 'take-for-exchange' : 'confirm-return', 'refuse-return'];
    case 'WAIT_REPLACEMENT':
      return ['ship-replacement'];
    default:
      return [];
  }
}

function buyerActions(sale: AfterSale): AfterSaleAction[] {
  switch (sale.state) {
    case 'WAIT_BUYER': {
      const mayCounter = sale.counters < countersMax;
      const back = mayCounter ? (['counter-back'] as const) : [];
      return ['accept-counter', ...back, 'decline-counter', 'withdraw'];
    }
    case 'WAIT_BUYER_RETURN':
      return ['ship-return', 'withdraw'];
    case 'REFUSED':
      return ['escalate', 'withdraw'];
    case 'WAIT_REPLACEMENT_RECEIPT':
      return ['confirm-replacement', 'escalate'];
    case 'WAIT_SELLER':
    case 'WAIT_RETURN_ADDRESS':
    case 'DISPUTED':
      return ['withdraw'];
    default:
      return [];
  }
}
