import { randomUUID } from 'node:crypto';
import { redirect } from '@sveltejs/kit';
import * as z from 'zod';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { id, line, prose } from '#platform/http/schemas.ts';
import { isId } from '#platform/ids.ts';
import { plainListing } from '../../views/product.ts';
import { boughtGoods, prefilledGoods, type Prefilled } from '../../views/trade/prefilled.ts';
import { plain } from '../../views/trade/plain-order.ts';
import { yuanToFen } from '../../views/trade/yuan.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { catalog, circles, house } = event.locals.rooms;
  const [eligibility, { items: templates }, mine] = await Promise.all([
    catalog.getSellingEligibility(actor),
    catalog.listFreightTemplates(actor),
    circles.listMyCircles(actor),
  ]);
  const { searchParams } = event.url;
  const listingId = searchParams.get('listing');
  const own =
    listingId && isId(listingId) ? await catalog.getListing(actor, { listingId }) : undefined;
  return {
    eligible: eligibility.eligible,
    feeBps: house.feeBps,
    idempotencyKey: randomUUID(),
    circles: mine.items.map(({ id: circleId, name }) => ({ id: circleId, name })),
    prefilled: await prefilledFrom(event),
    templates: plain(templates),
    editing: own?.isOwn
      ? {
          ...plainListing(own),
          version: own.version,
          template: own.freightTemplateId ?? '',
          description: own.description,
          flaw: own.flaw ?? '',
          shipWithin: own.shipWithin,
        }
      : undefined,
  };
};

/** What a new form begins with: goods of one's own, or goods one has bought. */
async function prefilledFrom(event: Parameters<PageServerLoad>[0]): Promise<Prefilled | undefined> {
  const actor = requireMember(event);
  const { searchParams } = event.url;
  const { catalog, orders } = event.locals.rooms;
  const [from, order] = [searchParams.get('from'), searchParams.get('order')];
  if (from && isId(from)) {
    const one = await catalog.getListing(actor, { listingId: from });
    return one.isOwn ? prefilledGoods(one) : undefined;
  }
  if (!order || !isId(order)) return undefined;
  return boughtGoods(await orders.getOrder(actor, { orderId: order }));
}

const conditions = ['new-sealed', 'new-unused', '95', '9', '8', '7', 'parts'] as const;
const promises = ['PT10M', 'PT24H', 'PT48H', 'PT72H', 'P7D'] as const;
const fenText = z.string().transform((text, context) => {
  const fen = yuanToFen(text);
  if (fen === undefined) context.addIssue({ code: 'custom', message: 'not an amount' });
  return fen ?? 0n;
});
const terms = z.object({
  title: line(60),
  text: prose(2000).default(''),
  price: fenText,
  quantity: z.coerce.number().int().min(1).max(99).default(1),
  condition: z.enum(conditions),
  flaw: z.union([z.literal(''), line(300)]).default(''),
  by: z.enum(['courier', 'pickup', 'virtual']),
  freight: z.union([z.literal('').transform(() => 0n), fenText]).default(0n),
  template: z.union([z.literal(''), id]).default(''),
  shipWithin: z.enum(promises),
  audience: z.union([z.enum(['public', 'followers']), id]).default('public'),
});

/** Everybody, followers, or the circle whose id was chosen. */
const audienceOf = (chosen: z.infer<typeof terms>['audience']) =>
  chosen === 'public' || chosen === 'followers'
    ? ({ kind: chosen } as const)
    : ({ kind: 'circle', circleId: chosen } as const);

function listingOf(typed: z.infer<typeof terms>) {
  return {
    title: typed.title,
    description: typed.text,
    priceFen: typed.price,
    condition: typed.condition,
    flaw: typed.flaw || null,
    delivery: typed.by,
    freightFen: typed.by === 'courier' ? typed.freight : 0n,
    freightTemplateId: typed.by === 'courier' && typed.template ? typed.template : null,
    shipWithin: typed.shipWithin,
  };
}

export const actions: Actions = {
  publish: async (event) => {
    const actor = requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const { catalog } = event.locals.rooms;
      const typed = read(event, form);
      const pictureIds = event.locals.parse(z.array(id).min(1).max(18), form.getAll('pictureIds'));
      // The one tap that publishes also opens quick sell, the first time.
      const { quickSellOpenedAt } = await catalog.getSellingEligibility(actor);
      if (!quickSellOpenedAt) await catalog.openQuickSell(event.locals.call());
      const body = typed.text.split(/\n+/).filter((part) => part.trim() !== '');
      const { noteId } = await catalog.createListing(event.locals.call(form), {
        ...listingOf(typed),
        quantity: typed.quantity,
        pictureIds,
        note: {
          title: typed.title,
          body,
          topics: [],
          city: null,
          pictureIds,
          audience: audienceOf(typed.audience),
        },
      });
      redirect(303, `/n/${noteId}`);
    });
  },

  save: async (event) => {
    requireMember(event);
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const edited = z.object({ listingId: id, version: z.coerce.number().int() });
      const { listingId, version } = event.locals.parse(edited, Object.fromEntries(form));
      await event.locals.rooms.catalog.updateListing(event.locals.call(form), {
        listingId,
        version,
        ...listingOf(read(event, form)),
      });
      redirect(303, `/i/${listingId}`);
    });
  },
};

function read(event: RequestEvent, form: FormData): z.infer<typeof terms> {
  return event.locals.parse(terms, Object.fromEntries(form));
}
