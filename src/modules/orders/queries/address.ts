import { randomInt } from 'node:crypto';
import { provinceOf, type Province } from '#catalog';
import type { AddressSnapshot } from '#identity';
import type { Secrets } from '#platform/secrets.ts';
import { addressShown, maskName, maskPhone, type AddressShown } from '../domain/address-shown.ts';
import type { StoredOrder } from '../store/order-store.ts';

/** Where the parcel goes; with the name that stands on it, if the buyer wants another than theirs. */
export type OrderAddress = AddressSnapshot & { alias?: string };

/** Where the parcel goes, as it was when the order was placed; undefined without a parcel. */
export function addressOf(secrets: Secrets, order: StoredOrder): OrderAddress | undefined {
  if (!order.addressSealed) return undefined;
  return JSON.parse(secrets.open(order.addressSealed)) as OrderAddress;
}

/** The province that a sealed address lies in; undefined without one, or where it says none. */
export function provinceIn(secrets: Secrets, addressSealed: Buffer | null): Province | undefined {
  if (!addressSealed) return undefined;
  const address = JSON.parse(secrets.open(addressSealed)) as OrderAddress;
  return provinceOf(address.region.province);
}

/** An address as one of the parties sees it. */
export type AddressView = {
  /** The alias in the place of the name where the buyer chose one and the seller looks. */
  name: string;
  phone: string;
  region: string;
  detail: string;
  alias: string | null;
};

/** The buyer sees their own; the seller what is needed now, see `addressShown`. */
export function addressView(
  secrets: Secrets,
  order: StoredOrder,
  { role, now }: { role: 'buyer' | 'seller'; now: Date },
): { address: AddressView | null; addressShown: AddressShown | null } {
  const address = addressOf(secrets, order);
  if (!address) return { address: null, addressShown: null };
  const shown = role === 'buyer' ? 'whole' : addressShown(order, now);
  if (shown === 'hidden') return { address: null, addressShown: shown };
  const { province, city, district } = address.region;
  const alias = address.alias ?? null;
  const name =
    role === 'seller' ? (alias ?? maskedIf(shown, address.name, maskName)) : address.name;
  const view = {
    name,
    phone: maskedIf(shown, address.phone, maskPhone),
    region: [...new Set([province, city, district])].filter(Boolean).join(' '),
    detail: address.detail,
    alias,
  };
  return { address: view, addressShown: shown };
}

function maskedIf(shown: AddressShown, text: string, mask: (text: string) => string): string {
  return shown === 'masked' ? mask(text) : text;
}

const fruits = ['柚子', '青梅', '山楂', '枇杷', '石榴', '荔枝', '杨桃', '橄榄', '桑葚', '金桔'];

/** A name for one parcel that says nothing of its receiver: `柚子4821`. */
export function newAlias(): string {
  return `${fruits[randomInt(fruits.length)]!}${randomInt(1000, 10_000)}`;
}
