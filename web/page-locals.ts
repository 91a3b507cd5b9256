import type { Rooms } from '../src/app.ts';
import type { house } from '../src/house.ts';
import type { PageLocals } from '#platform/http/page-locals.ts';
import type { PictureShelf } from '#platform/pictures/picture-shelf.ts';

/** The doors that pages knock at, and the numbers of the rooms that they show. */
export type PageRooms = Rooms & {
  readonly pictureShelf: PictureShelf;
  readonly house: typeof house;
  /** Unread messages of a member, for the badge at 消息. */
  countUnread(memberId: string): Promise<number>;
};

export type Locals = PageLocals<PageRooms>;
