import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import type { AfterSaleDeps } from '../deps.ts';
import { readOfOrder, readByParcel } from '../store/after-sale-store.ts';
import { readCaptures } from '../store/capture-store.ts';
import {
  captureViews,
  viewsOf,
  type AddressShown,
  type AfterSaleView,
  type CaptureView,
} from './after-sale-views.ts';

/** All after-sales of an order with its filed captures, for operators. */
export async function afterSalesOfOrder(
  deps: AfterSaleDeps,
  handle: Sql,
  order: { id: Id; buyerId: Id },
): Promise<{ items: AfterSaleView[]; captures: CaptureView[] }> {
  const [sales, captures] = await Promise.all([
    readOfOrder(handle, order.id),
    readCaptures(handle, order.id),
  ]);
  const items = await viewsOf(deps, handle, sales, 'seller');
  return {
    items: items.map((sale) => ({ ...forOperator(sale) })),
    captures: await captureViews(deps, captures, order.buyerId),
  };
}

/** An after-sale as an operator sees it: nothing to do in it, and no address in clear. */
export function forOperator(sale: AfterSaleView): AfterSaleView {
  return {
    ...sale,
    guide: { ...sale.guide, actions: [] },
    returnAddress: masked(sale.returnAddress),
    replacementAddress: masked(sale.replacementAddress),
  };
}

function masked(address: AddressShown | null): AddressShown | null {
  if (!address) return null;
  const { name, phone, region } = address;
  return { name: `${name[0] ?? ''}**`, phone: `****${phone.slice(-4)}`, region, detail: '****' };
}

/** The orders whose after-sales sent these parcels; a number that is an order's own stays. */
export async function ordersOfParcels(handle: Sql, parcelIds: Id[]): Promise<Id[]> {
  const sales = await Promise.all(parcelIds.map((id) => readByParcel(handle, id)));
  return parcelIds.map((id, index) => sales[index]?.orderId ?? id);
}
