import type { Chat } from '#chat';
import type { Circles } from '#circles';
import type { Community } from '#community';
import type { Identity } from '#identity';
import type { Moderation } from '#moderation';
import type { Notifications } from '#notifications';
import type { Reactions } from '#reactions';
import type { Platform } from '#platform/room.ts';

/** What this room asks of the rooms below it. */
export type CatalogRooms = {
  identity: Pick<Identity, 'sellingIdentity' | 'getMember' | 'getMembers'>;
  notifications: Pick<Notifications, 'registerTypes' | 'notify'>;
  moderation: Pick<Moderation, 'screen' | 'registerSubject'>;
  circles: Pick<Circles, 'isMember'>;
  community: Pick<
    Community,
    | 'whenAudienceChanges'
    | 'publish'
    | 'getNotes'
    | 'assertOwnNote'
    | 'showAttachments'
    | 'attachmentsChanged'
    | 'sellsSince'
  >;
  reactions: Pick<Reactions, 'keepersOf'>;
  chat: Pick<Chat, 'registerCard' | 'conversationOf' | 'sendCard'>;
};

export type CatalogDeps = { platform: Platform; rooms: CatalogRooms };
