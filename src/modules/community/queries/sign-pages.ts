import type { Sign } from '../domain/served-page.ts';
import type { Room } from '../room.ts';

/** Signs what was served, under the product's own key. */
export const signOf =
  (room: Room): Sign =>
  (text) =>
    room.platform.secrets.fingerprint('community/served', text);
