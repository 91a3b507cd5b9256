import { defineParams } from '@sveltejs/kit/params';
import { channels } from './views/channels.ts';

export const params = defineParams({
  /** An id as the product makes them; anything else is not found without asking a room. */
  id: (text) => (/^[1-9]\d{0,18}$/.test(text) ? text : undefined),
  channel: (text) => (channels.some(({ slug }) => slug === text) ? text : undefined),
});
