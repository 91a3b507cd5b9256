import { createHash } from 'node:crypto';
import type { Call } from '#platform/actor.ts';
import type { PageRooms, Locals } from '../../page-locals.ts';
import { addressInput } from './address-input.ts';

interface FormEvent {
  readonly locals: Pick<Locals, 'call' | 'parse'> & {
    readonly rooms: { readonly identity: Pick<PageRooms['identity'], 'saveAddress'> };
  };
}

/**
 * Keeps the address that was typed into a form, for what the form does with it. Sent again, after a
 * refusal or without an answer, the same address is not kept a second time.
 */
export async function keepTypedAddress(
  { locals }: FormEvent,
  form: FormData,
  more: { isDefault?: boolean } = {},
): Promise<string> {
  const { province, city, district, ...contact } = locals.parse(
    addressInput,
    Object.fromEntries(form),
  );
  const address = { ...contact, region: { province, city, district }, ...more };
  const saved = await locals.rooms.identity.saveAddress(
    callFor(locals.call(form), JSON.stringify(address)),
    address,
  );
  return saved.id;
}

/** A key of the form's and the address: another address under the same form is another one. */
function callFor(call: Call, address: string): Call {
  const { idempotency, ...caller } = call;
  if (!idempotency) return caller;
  const key = createHash('sha256').update(`${idempotency.key}\n${address}`).digest('base64url');
  return { ...caller, idempotency: { key: `address:${key}`, requestHash: key } };
}
