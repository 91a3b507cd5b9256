/** What a heart shows of a note. */
export interface Liked {
  readonly isLiked: boolean;
  readonly likeCount: number;
}

// Written in the browser only, where one member's hearts are all there is.
let known: ReadonlyMap<string, Liked> = $state.raw(new Map());

/** What this tab knows of a note's heart better than the page that was served. */
export const likedHere = (noteId: string): Liked | undefined => known.get(noteId);

/** Shows it wherever the note is: on its card, and in the note over it. */
export const showLiked = (noteId: string, liked: Liked): void =>
  void (known = new Map(known).set(noteId, liked));

/** Pages read anew know better than what was shown before. */
export const forgetLiked = (): void => void (known = new Map());
