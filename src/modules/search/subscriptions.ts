import { listingChanged } from '#catalog';
import { noteChanged, noteDeleted, notePublished, noteTakenDown } from '#community';
import { memberChanged } from '#identity';
import type { Subscription } from '#platform/outbox.ts';
import { project } from './commands/project.ts';
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
    projected('listing', listingChanged),
    projected('member', memberChanged),
  ];
}
