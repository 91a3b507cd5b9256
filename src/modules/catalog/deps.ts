import type { Chat } from '#chat';
import type { Circles } from '#circles';
import type { Community } from '#community';
import type { Identity } from '#identity';
import type { Moderation } from '#moderation';
import type { Platform } from '#platform/room.ts';

/** What this room asks of the rooms below it. */
export type CatalogRooms = {
  identity: Pick<Identity, 'sellingIdentity' | 'getMember' | 'getMembers'>;
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
  chat: Pick<Chat, 'registerCard'>;
};

export type CatalogDeps = { platform: Platform; rooms: CatalogRooms };
