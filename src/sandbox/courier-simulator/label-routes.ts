import type { FastifyInstance } from 'fastify';
import { jsonBody, textField, type Fields } from '../signed-api.ts';
import type { Parcels } from './index.ts';
import { newLabel, quotes, type Label, type Labels } from './labels.ts';

const carrier = /^[A-Z]{2,10}$/;
const city = /^[^\p{Cc}]{1,50}$/u;
const outNumber = /^[0-9]{1,20}-[0-9]{1,3}$/;

type Desk = { parcels: Parcels; labels: Labels };

/** Quoting, buying and giving back labels; the same number again is the same label. */
export function labelRoutes(api: FastifyInstance, { parcels, labels }: Desk): void {
  api.post('/v1/label-quotes', async (request) => {
    const fields = jsonBody(request);
    return {
      items: quotes(textField(fields, 'fromCity', city), textField(fields, 'toCity', city)),
    };
  });
  api.post('/v1/labels', async (request) => sell(labels, jsonBody(request)));
  api.post('/v1/labels/:outNo/cancellation', async ({ params }) => {
    const outNo = textField(params as Fields, 'outNo', outNumber);
    const sold = labels.find(outNo);
    if (sold && parcels.find(sold.carrier, sold.waybillNo)) return { state: 'USED' };
    labels.save({ ...(sold ?? newLabel(outNo, 'YTO', 0)), isCancelled: true });
    return { state: 'CANCELLED' };
  });
}

function sell(labels: Labels, fields: Fields) {
  const outNo = textField(fields, 'outNo', outNumber);
  const known = labels.find(outNo);
  if (known) return sold(known);
  const wanted = textField(fields, 'carrier', carrier);
  const offer = quotes(textField(fields, 'fromCity', city), textField(fields, 'toCity', city)).find(
    (one) => one.carrier === wanted,
  );
  if (!offer || offer.priceFen > Number(fields['priceFen'])) return { state: 'PRICE_CHANGED' };
  const label = newLabel(outNo, wanted, offer.priceFen);
  labels.save(label);
  return sold(label);
}

function sold({ isCancelled, waybillNo, collectionCode }: Label) {
  return isCancelled ? { state: 'CANCELLED' } : { state: 'BOUGHT', waybillNo, collectionCode };
}
