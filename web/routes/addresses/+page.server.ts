import * as z from 'zod';
import { id } from '#platform/http/schemas.ts';
import { answerForm } from '#kit/server/forms.ts';
import { requireMember } from '#kit/server/guests.ts';
import { addressInput, placeText } from '../../views/trade/address-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const actor = requireMember(event);
  const { items } = await event.locals.rooms.identity.listAddresses(actor);
  const addresses = items.map((address) => ({
    id: address.id,
    name: address.name,
    phone: address.phone,
    ...address.region,
    detail: address.detail,
    text: placeText(address.region, address.detail),
    isDefault: address.isDefault,
  }));
  const asked = event.url.searchParams.get('edit');
  return {
    addresses,
    /** The address that is being changed, or `new`; undefined while the list is read. */
    editing: asked === 'new' ? ('new' as const) : addresses.find((one) => one.id === asked),
  };
};

export const actions: Actions = {
  save: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const typed = event.locals.parse(savedAddress, Object.fromEntries(form));
      const { province, city, district, isDefault, ...rest } = typed;
      const region = { province, city, district };
      const address = { ...rest, region, isDefault: isDefault === 'on' };
      await event.locals.rooms.identity.saveAddress(event.locals.call(), address);
      return { done: 'saved' as const };
    });
  },

  delete: async (event) => {
    const form = await event.request.formData();
    return answerForm(event, form, async () => {
      const addressId = event.locals.parse(id, form.get('addressId'));
      await event.locals.rooms.identity.deleteAddress(event.locals.call(), { addressId });
      return { done: 'deleted' as const };
    });
  },
};

const savedAddress = addressInput.extend({
  addressId: id.optional(),
  isDefault: z.literal('on').optional(),
});
