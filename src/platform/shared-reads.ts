/** Answers a reading, shared with everybody who asks for the same key meanwhile. */
export type SharedReads<T> = (key: string, read: () => Promise<T>) => Promise<T>;

/** A reading that runs, and the one that begins when it has ended. */
type Turn<T> = { over: Promise<void>; next?: Promise<T> };

/** A reading that hangs holds up those behind it no longer than this. */
const patienceMs = 500;

/**
 * Lets callers who ask the same at the same time share one reading. Nobody is handed a reading
 * that began before they asked: who comes while one runs waits for the next, which all who came
 * meanwhile share. So an answer is as fresh as a reading of one's own, in every process, and the
 * busier a question the cheaper it is. Nothing is kept and nothing has to be forgotten.
 * Two readings of one key follow each other unless the first takes longer than `patienceMs`.
 * @param read must begin its reading at once when called; its answer is shared and never changed
 */
export function createSharedReads<T>(): SharedReads<T> {
  const turns = new Map<string, Turn<T>>();
  function begin(key: string, read: () => Promise<T>): Promise<T> {
    const answer = read();
    const turn: Turn<T> = { over: over(answer) };
    turns.set(key, turn);
    void turn.over.then(() => {
      if (!turn.next && turns.get(key) === turn) turns.delete(key);
    });
    return answer;
  }
  return (key, read) => {
    const turn = turns.get(key);
    if (!turn) return begin(key, read);
    turn.next ??= turn.over.then(() => begin(key, read));
    return turn.next;
  };
}

/** When a reading has ended, well or badly, or has taken too long to wait for. */
function over(answer: Promise<unknown>): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, patienceMs);
    const end = () => {
      clearTimeout(timer);
      resolve();
    };
    answer.then(end, end);
  });
}
