import type { Tx } from '#platform/db/database.ts';
import type { Subscription, ToldEvent } from '#platform/outbox.ts';
import type { NoticeTexts } from '#notifications';
import type { OrdersDeps } from './deps.ts';
import { standingFen, type OfferSide } from './domain/offer.ts';
import { offerTopics, type OfferToldPayload } from './events.ts';
import { readOffers } from './store/offer-store.ts';

/** The sentences of offers, by type and language; `{priceFen}` is the price of one piece. */
export const offerNotices: NoticeTexts = {
  'orders/offer-make.seller': {
    'zh-CN': '有买家出价 {priceFen}，24 小时内回复：{title}',
    en: 'A buyer offers {priceFen}; answer within 24 hours: {title}',
    kind: 'duty',
  },
  'orders/offer-counter.seller': {
    'zh-CN': '买家再次出价 {priceFen}，24 小时内回复：{title}',
    en: 'The buyer now offers {priceFen}; answer within 24 hours: {title}',
    kind: 'duty',
  },
  'orders/offer-counter.buyer': {
    'zh-CN': '卖家还价 {priceFen}，24 小时内回复：{title}',
    en: 'The seller asks {priceFen}; answer within 24 hours: {title}',
    kind: 'duty',
  },
  'orders/offer-accept.buyer': {
    'zh-CN': '议价成功 {priceFen}，已为你预留 24 小时，请尽快付款：{title}',
    en: 'Agreed at {priceFen} and kept for you for 24 hours; please pay: {title}',
    kind: 'duty',
  },
  'orders/offer-accept.seller': {
    'zh-CN': '议价成功 {priceFen}，已为买家预留 24 小时：{title}',
    en: 'Agreed at {priceFen}; kept for the buyer for 24 hours: {title}',
  },
  'orders/offer-decline.buyer': {
    'zh-CN': '卖家没有接受你的出价：{title}',
    en: 'The seller declined your offer: {title}',
  },
  'orders/offer-decline.seller': {
    'zh-CN': '买家没有接受你的还价：{title}',
    en: 'The buyer declined your price: {title}',
  },
  'orders/offer-withdraw.buyer': {
    'zh-CN': '卖家收回了还价：{title}',
    en: 'The seller took the price back: {title}',
  },
  'orders/offer-withdraw.seller': {
    'zh-CN': '买家收回了出价：{title}',
    en: 'The buyer took the offer back: {title}',
  },
  'orders/offer-lapse.buyer': {
    'zh-CN': '议价已过期：{title}',
    en: 'The offer has run out: {title}',
  },
  'orders/offer-lapse.seller': {
    'zh-CN': '议价已过期：{title}',
    en: 'The offer has run out: {title}',
  },
};

/** Each step is told to who did not take it; an agreement and a lapse are told to both. */
export function offerSubscriptions(deps: OrdersDeps): Subscription[] {
  return offerTopics.map((topic) => ({
    topic,
    name: 'orders/tell-offer',
    handle: (tx, event) => tellTheTwo(deps, tx, event),
  }));
}

async function tellTheTwo(deps: OrdersDeps, tx: Tx, event: ToldEvent): Promise<void> {
  const told = event.payload as OfferToldPayload;
  const offer = (await readOffers(tx, [told.offerId])).get(told.offerId)!;
  const { catalog, chat, notifications } = deps.rooms;
  const listing = (await catalog.getListings([offer.listingId], tx)).get(offer.listingId);
  const isForBoth = event.topic === 'orders/offer-accept' || told.by === 'clock';
  const sides: OfferSide[] = isForBoth
    ? ['buyer', 'seller']
    : [told.by === 'buyer' ? 'seller' : 'buyer'];
  const conversationId = await chat.conversationOf(tx, [offer.buyerId, offer.sellerId]);
  for (const side of sides) {
    await notifications.notify(tx, {
      memberId: side === 'buyer' ? told.buyerId : told.sellerId,
      type: `${event.topic}.${side}`,
      params: { title: listing?.title ?? '', priceFen: standingFen(offer) },
      link: offer.orderId ? `/orders/${offer.orderId}` : `/chat/${conversationId ?? ''}`,
      dedupeKey: `offer:${offer.id}:${told.stepCount}:${side}`,
    });
  }
}
