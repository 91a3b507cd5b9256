import { reasons, type AfterSale } from './after-sale.ts';
import type { CommandName } from './after-sale-machine.ts';

/**
 * What the clock does when the one whose turn it is stays silent. Undefined where nobody's silence
 * counts. A refund without the goods is never given by silence after shipping: it goes to dispute.
 * @source rules.json afterSale.silence
 */
export function silenceOf(sale: AfterSale): CommandName | undefined {
  switch (sale.state) {
    case 'WAIT_SELLER':
      return sellerSilence(sale);
    case 'WAIT_BUYER':
    case 'WAIT_BUYER_RETURN':
    case 'REFUSED':
      return 'close-by-silence';
    case 'WAIT_SELLER_RECEIVE':
      return receivingSilence(sale);
    case 'WAIT_REPLACEMENT_RECEIPT':
      return sale.parcel?.deliveredAt ? 'confirm-replacement' : 'dispute-by-silence';
    case 'WAIT_RETURN_ADDRESS':
    case 'WAIT_REPLACEMENT':
      return 'dispute-by-silence';
    case 'DISPUTED':
    case 'REFUNDED':
    case 'EXCHANGED':
    case 'CLOSED':
      return undefined;
  }
}

function sellerSilence(sale: AfterSale): CommandName {
  if (sale.type === 'CANCEL') return 'cancel-by-silence';
  if (sale.type === 'REFUND_ONLY' || sale.type === 'PARTIAL') return 'dispute-by-silence';
  // Members owe nobody a change of mind: only an express yes accepts it.
  return reasons[sale.reason] === 'buyer' ? 'close-by-silence' : 'return-by-silence';
}

/** What nobody saw arrive, or what must be given in exchange, silence cannot settle. */
function receivingSilence(sale: AfterSale): CommandName {
  const hasArrived = Boolean(sale.parcel?.deliveredAt);
  return hasArrived && sale.type !== 'EXCHANGE' ? 'refund-by-silence' : 'dispute-by-silence';
}
