import { randomUUID } from 'node:crypto';
import { error, redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { id, line } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { isId } from '#platform/ids.ts';
import { plainListing } from '../../../views/product.ts';
import { plain } from '../../../views/trade/plain-order.ts';
import { addressInput, placeText } from '../../../views/trade/address-input.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** Lines of one order. */
const linesMax = 20;

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { rooms } = event.locals;
  const others = event.url.searchParams.getAll('with').filter(isId);
  const ids = [...new Set([event.params.id, ...others])].slice(0, linesMax);
  const listings = await Promise.all(
    ids.map((listingId) => rooms.catalog.getListing(actor, { listingId })),
  );
  const first = listings[0]!;
  if (first.isOwn) redirect(303, `/i/${first.id}`);
  const { items } = await rooms.identity.listAddresses(actor);
  const addresses = items.map((address) => ({
    id: address.id,
    name: address.name,
    phone: address.phone,
    text: placeText(address.region, address.detail),
    isDefault: address.isDefault,
  }));
  const address = addresses.find(({ isDefault }) => isDefault) ?? addresses[0];
  return {
    listings: listings.map(plainListing),
    quoted: await quoted(event, ids, address?.id),
    addresses,
    checkWithinMs:
      first.delivery === 'courier'
        ? rooms.house.confirmAfterDeliveredMs
        : rooms.house.confirmAfterHandoverMs,
    // One key a page: sending the form twice places one order.
    idempotencyKey: randomUUID(),
  };
};

/** What one of each would cost now, or why they cannot be had. */
async function quoted({ locals }: RequestEvent, ids: string[], addressId: string | undefined) {
  const lines = ids.map((listingId) => ({ listingId, quantity: 1 }));
  try {
    const { actor } = locals.call();
    const quote = await locals.rooms.orders.quoteOrder(actor, { lines, addressId });
    return { quote: plain(quote), problem: undefined };
  } catch (error) {
    const { status, title } = locals.explain(error);
    if (status >= 500) throw error;
    return { quote: undefined, problem: { title } };
  }
}

const order = z.object({
  lines: z
    .array(z.object({ listingId: id, quantity: z.coerce.number().int().min(1).max(99) }))
    .min(1)
    .max(linesMax),
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
  const { locals } = event;
  const quantities = form.getAll('quantity');
  const lines = form.getAll('listingId').map((listingId, place) => ({
    listingId,
    quantity: quantities[place],
  }));
  const typed = locals.parse(order, { ...Object.fromEntries(form), lines });
  const addressId = typed.addressId ?? (await addAddress(event, form));
  const placed = await locals.rooms.orders.placeOrder(locals.call(form), {
    lines: typed.lines,
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
