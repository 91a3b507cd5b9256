/** A note's life, told to the rooms above; `ref` is the note's id. */
export const notePublished = 'community/note-published';
export const noteChanged = 'community/note-changed';
export const noteDeleted = 'community/note-deleted';
export const noteTakenDown = 'community/note-taken-down';

/** Readers have a new note in their Following; told in batches, for their sockets. */
export const feedGrew = 'community/feed-grew';

export type NoteEvent = { noteId: string; authorId: string };
