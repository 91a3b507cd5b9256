import { randomUUID } from 'node:crypto';
import { fail, redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { id, line } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { isId } from '#platform/ids.ts';
import { plainListing } from '../../../views/product.ts';
import { plain } from '../../../views/trade/plain-order.ts';
import { placeText } from '../../../views/trade/address-input.ts';
import { keepTypedAddress } from '../../../views/trade/typed-address.ts';
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
    quoted: await quoted(event, { lines: ids.map(onePiece), addressId: address?.id }),
    addresses,
    checkWithinMs:
      first.delivery === 'courier'
        ? rooms.house.confirmAfterDeliveredMs
        : rooms.house.confirmAfterHandoverMs,
    // One key a page: sending the form twice places one order.
    idempotencyKey: randomUUID(),
  };
};

const onePiece = (listingId: string) => ({ listingId, quantity: 1 });

type Asked = {
  lines: { listingId: string; quantity: number }[];
  addressId?: string | undefined;
  province?: string | undefined;
};

/** What these would cost now, or why they cannot be had. */
async function quoted({ locals }: RequestEvent, asked: Asked) {
  try {
    const { actor } = locals.call();
    const quote = await locals.rooms.orders.quoteOrder(actor, asked);
    return { quote: plain(quote), problem: undefined };
  } catch (error) {
    const { status, title } = locals.explain(error);
    if (status >= 500) throw error;
    return { quote: undefined, problem: { title } };
  }
}

const linesInput = z
  .array(z.object({ listingId: id, quantity: z.coerce.number().int().min(1).max(99) }))
  .min(1)
  .max(linesMax);

const order = z.object({
  lines: linesInput,
  addressId: id.optional().catch(undefined),
  expectedTotalFen: z.string().regex(/^\d{1,12}$/),
  buyerNote: z.union([z.literal(''), line(200)]).optional(),
  usesAlias: z.literal('on').optional(),
});

export const actions: Actions = {
  default: async (event) => {
    const form = await event.request.formData();
    const refused = await answerForm(event, form, () => placeAndPay(event, form));
    return fail(refused.status, { ...refused.data, quoted: await quotedAgain(event, form) });
  },
};

/** What is asked for as it stands in the form: without scripts only the answer can say the price. */
async function quotedAgain(event: RequestEvent, form: FormData) {
  const lines = linesInput.safeParse(linesIn(form));
  if (!lines.success) return undefined;
  const addressId = id.safeParse(form.get('addressId')).data;
  const province = line(30).safeParse(form.get('province')).data;
  return quoted(event, { lines: lines.data, ...(addressId ? { addressId } : { province }) });
}

/** The lines of a form: each listing with the pieces that stand beside it. */
function linesIn(form: FormData) {
  const quantities = form.getAll('quantity');
  return form.getAll('listingId').map((listingId, place) => ({
    listingId,
    quantity: quantities[place],
  }));
}

/** Places the order and leads on to the cashier; a cashier that is down leaves a payable order. */
async function placeAndPay(event: RequestEvent, form: FormData): Promise<never> {
  const { locals } = event;
  const typed = locals.parse(order, { ...Object.fromEntries(form), lines: linesIn(form) });
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
  return keepTypedAddress(event, form, { isDefault: true });
}
