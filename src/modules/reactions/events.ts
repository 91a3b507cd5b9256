declare module '#platform/realtime.ts' {
  interface SocketEvents {
    /** Somebody commented on a note that its hearer wrote or has spoken under. */
    'reactions/commented': { noteId: string };
  }
}

/** Wakes the open pages of those who take part in a note's talk. */
export const commented = 'reactions/commented';
