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

const pauseMsMin = 500;
const pauseMsMax = 15_000;
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
    open: () => openSocket(tell),
  };
}

function tellOne({ types, hear }: Listener, wake: Wake | undefined): void {
  if (wake === undefined || types.test(wake.type)) hear(wake);
}

/**
 * Keeps a socket open; a lost one is opened again with growing pauses. Each time the server is
 * ready, the first time included, `tell` is called with undefined: between reading the page and
 * being heard of by the server there was a gap.
 */
function openSocket(tell: Hear): () => void {
  let socket: WebSocket | undefined;
  let pauseMs = pauseMsMin;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWanted = true;

  function connect(): void {
    clearTimeout(timer);
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const opened = new WebSocket(`${scheme}://${location.host}/api/v1/realtime`);
    socket = opened;
    opened.onmessage = (message) => {
      const wake = JSON.parse(String(message.data)) as Wake;
      if (wake.type !== 'realtime/ready') return tell(wake);
      pauseMs = pauseMsMin;
      tell(undefined);
    };
    opened.onclose = () => {
      if (!isWanted || socket !== opened) return;
      timer = setTimeout(connect, pauseMs);
      pauseMs = Math.min(pauseMs * 2, pauseMsMax);
    };
  }
  // A page with an open socket is not kept by the browser for the way back.
  function disconnect(): void {
    isWanted = false;
    clearTimeout(timer);
    socket?.close();
  }
  function comeBack(event: PageTransitionEvent): void {
    if (!event.persisted) return;
    isWanted = true;
    connect();
  }
  function hurry(): void {
    if (isWanted && socket?.readyState === WebSocket.CLOSED) connect();
  }

  addEventListener('pagehide', disconnect);
  addEventListener('pageshow', comeBack);
  addEventListener('online', hurry);
  connect();
  return () => {
    removeEventListener('pagehide', disconnect);
    removeEventListener('pageshow', comeBack);
    removeEventListener('online', hurry);
    disconnect();
  };
}
