import { listingChanged } from '#catalog';
import { noteChanged, noteDeleted, notePublished, noteTakenDown } from '#community';
import { identityTopics, memberChanged } from '#identity';
import type { Subscription } from '#platform/outbox.ts';
import { project } from './commands/project.ts';
import { watchListing } from './commands/tell-hits.ts';
import type { Kind, Room } from './types.ts';

/** What feeds the projections: whatever is told of a thing, it is read anew. */
export function searchSubscriptions(room: Room): Subscription[] {
  const projected = (kind: Kind, topic: string): Subscription => ({
    topic,
    name: `search/project-${kind}`,
    handle: (tx, event) => project(room, tx, kind, [event.ref]),
  });
  return [
    ...[notePublished, noteChanged, noteDeleted, noteTakenDown].map((topic) =>
      projected('note', topic),
    ),
    {
      topic: listingChanged,
      name: 'search/project-listing',
      async handle(tx, event) {
        await project(room, tx, 'listing', [event.ref]);
        await watchListing(room, tx, event.ref);
      },
    },
    ...[memberChanged, identityTopics.realNameVerified].map((topic) => projected('member', topic)),
  ];
}
