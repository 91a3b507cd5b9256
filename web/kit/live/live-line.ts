/** What the server says over the socket: something changed, read it anew. */
export interface Wake {
  readonly type: string;
  readonly [key: string]: string | number | null;
}

/** Hears a wake; undefined when some may have been missed, so that everything is read anew. */
export type Hear = (wake: Wake | undefined) => void;

/** A page's one connection to what happens, shared by all that is on it. */
export interface LiveLine {
  /**
   * Calls `hear` for each wake of these types until the returned function is called. What came
   * in the last moments is told at once: the listener's own data may have been read before it.
   */
  on(types: RegExp, hear: Hear): () => void;
  /** Opens the socket; @returns what closes it for good */
  open(): () => void;
}

/** Longer than a page takes from reading its data to listening. */
const rememberedMs = 20_000;
const rememberedMax = 50;

interface Listener {
  readonly types: RegExp;
  readonly hear: Hear;
}

/** Makes the line; nothing is opened yet. */
export function createLiveLine(): LiveLine {
  const listeners = new Set<Listener>();
  let recent: { wake: Wake | undefined; at: number }[] = [];

  function tell(wake: Wake | undefined): void {
    const at = performance.now();
    recent = [...recent.filter((told) => at - told.at < rememberedMs), { wake, at }];
    recent = recent.slice(-rememberedMax);
    for (const listener of listeners) tellOne(listener, wake);
  }

  return {
    on(types, hear) {
      const listener = { types, hear };
      const now = performance.now();
      for (const { wake, at } of recent) if (now - at < rememberedMs) tellOne(listener, wake);
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    open() {
      let end = (): void => undefined;
      let isWanted = true;
      // Guests listen to nothing, so the socket does not travel with every page.
      void import('./kept-socket.ts').then(({ openSocket }) => {
        if (isWanted) end = openSocket(tell);
      });
      return () => {
        isWanted = false;
        end();
      };
    },
  };
}

function tellOne({ types, hear }: Listener, wake: Wake | undefined): void {
  if (wake === undefined || types.test(wake.type)) hear(wake);
}
