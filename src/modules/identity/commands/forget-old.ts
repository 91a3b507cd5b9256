import type { Sweep } from '#platform/room.ts';
import { minuteMs } from '#platform/clock.ts';
import { providerPatienceMs, rateKeptMs } from '../domain/rules.ts';
import { deleteOldCodes } from '../store/codes.ts';
import { deleteOldMailCodes } from '../store/mails.ts';
import { deleteOldRates } from '../store/rates.ts';
import { queueForgottenClaims } from '../store/real-names.ts';
import type { Room } from '../types.ts';

/**
 * Repeated work of the room: claims whose provider never answered (a process died while asking)
 * go to an operator, and used-up codes and counts are forgotten.
 */
export function identitySweeps(room: Room): Sweep[] {
  const { database, clock } = room.platform;
  return [
    {
      name: 'identity/real-names-unanswered',
      everyMs: minuteMs,
      async run() {
        const now = clock.now();
        const before = new Date(now.getTime() - providerPatienceMs);
        await queueForgottenClaims(database.sql, { before, now });
      },
    },
    {
      name: 'identity/forget-old',
      everyMs: 30 * minuteMs,
      async run() {
        const before = new Date(clock.now().getTime() - rateKeptMs);
        await deleteOldCodes(database.sql, before);
        await deleteOldMailCodes(database.sql, before);
        await deleteOldRates(database.sql, before);
      },
    },
  ];
}
