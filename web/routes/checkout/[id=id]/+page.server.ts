import { randomUUID } from 'node:crypto';
import { error, redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { id, line } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { plainListing } from '../../../views/product.ts';
import { addressInput, placeText } from '../../../views/trade/address-input.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { rooms } = event.locals;
  const listing = await rooms.catalog.getListing(actor, { listingId: event.params.id });
  if (listing.isOwn) redirect(303, `/i/${listing.id}`);
  const { items: addresses } = await rooms.identity.listAddresses(actor);
  return {
    listing: plainListing(listing),
    seller: {
      id: listing.seller.id,
      name: listing.seller.nickname,
      avatarSrc: listing.seller.avatarUrl ?? undefined,
      isVerified: listing.seller.isVerified,
      joinedAt: listing.seller.joinedAt.toISOString(),
    },
    addresses: addresses.map((address) => ({
      id: address.id,
      name: address.name,
      phone: address.phone,
      text: placeText(address.region, address.detail),
      isDefault: address.isDefault,
    })),
    checkWithinMs:
      listing.delivery === 'courier'
        ? rooms.house.confirmAfterDeliveredMs
        : rooms.house.confirmAfterHandoverMs,
    // One key a page: sending the form twice places one order.
    idempotencyKey: randomUUID(),
  };
};

const order = z.object({
  quantity: z.coerce.number().int().min(1).max(99),
  addressId: id.optional().catch(undefined),
  expectedTotalFen: z.string().regex(/^\d{1,12}$/),
  buyerNote: z.union([z.literal(''), line(200)]).optional(),
  usesAlias: z.literal('on').optional(),
});

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, () => placeAndPay(event, form));
  },
};

/** Places the order and leads on to the cashier; a cashier that is down leaves a payable order. */
async function placeAndPay(event: RequestEvent, form: FormData): Promise<never> {
  const { locals, params } = event;
  const typed = locals.parse(order, Object.fromEntries(form));
  const addressId = typed.addressId ?? (await addAddress(event, form));
  const placed = await locals.rooms.orders.placeOrder(locals.call(form), {
    lines: [{ listingId: params.id, quantity: typed.quantity }],
    addressId,
    expectedTotalFen: BigInt(typed.expectedTotalFen),
    buyerNote: typed.buyerNote || undefined,
    usesAlias: typed.usesAlias === 'on',
  });
  const opened = await locals.rooms.orders
    .payOrder(locals.call(), { orderId: placed.orderId, visit: locals.visit })
    .catch(() => undefined);
  if (opened) redirect(303, opened.cashierUrl, { external: true });
  redirect(303, `/orders/${placed.orderId}`);
}

async function addAddress(event: RequestEvent, form: FormData): Promise<string | undefined> {
  if (!form.get('detail') && !form.get('name')) return undefined;
  const { rooms, call, parse } = event.locals;
  const { province, city, district, ...typed } = parse(addressInput, Object.fromEntries(form));
  const region = { province, city, district };
  const saved = await rooms.identity.saveAddress(call(), { ...typed, region, isDefault: true });
  if (!saved) error(500);
  return saved.id;
}
