import { requireMember } from '#kit/server/guests.ts';
import type { LayoutServerLoad } from './$types';

const shownMax = 50;

/** The conversations stand beside the one that is open, so every page of messages has them. */
export const load: LayoutServerLoad = async (event) => {
  event.depends('chat:talks');
  const actor = requireMember(event);
  const talks = await event.locals.rooms.chat.listConversations(actor, { limit: shownMax });
  return {
    talks: talks.items.map((talk) => ({
      id: talk.id,
      name: talk.with.nickname,
      memberId: talk.with.id,
      avatarSrc: talk.with.avatarUrl ?? undefined,
      text: talk.lastMessage?.text ?? undefined,
      cardKind: talk.lastMessage?.card?.kind,
      hasPicture: talk.lastMessage?.hasPicture ?? false,
      isTakenDown: talk.lastMessage?.isTakenDown ?? false,
      at: talk.activeAt.toISOString(),
      unread: talk.unread,
    })),
  };
};
