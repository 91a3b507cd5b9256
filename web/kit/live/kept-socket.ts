import type { Hear, Wake } from './live-line.ts';

const pauseMsMin = 500;
const pauseMsMax = 15_000;

/**
 * Keeps a socket open; a lost one is opened again with growing pauses. Each time the server is
 * ready, the first time included, `tell` is called with undefined: between reading the page and
 * being heard of by the server there was a gap.
 */
class KeptSocket {
  readonly #tell: Hear;
  #socket: WebSocket | undefined;
  #pauseMs = pauseMsMin;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isWanted = true;

  constructor(tell: Hear) {
    this.#tell = tell;
  }

  connect(): void {
    clearTimeout(this.#timer);
    this.#isWanted = true;
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const socket = new WebSocket(`${scheme}://${location.host}/api/v1/realtime`);
    this.#socket = socket;
    socket.onmessage = (message) => this.#receive(JSON.parse(String(message.data)) as Wake);
    socket.onclose = () => {
      if (!this.#isWanted || this.#socket !== socket) return;
      this.#timer = setTimeout(() => this.connect(), this.#pauseMs);
      this.#pauseMs = Math.min(this.#pauseMs * 2, pauseMsMax);
    };
  }

  disconnect(): void {
    this.#isWanted = false;
    clearTimeout(this.#timer);
    this.#socket?.close();
  }

  /** Does not wait out the pause. */
  hurry(): void {
    if (this.#isWanted && this.#socket?.readyState === WebSocket.CLOSED) this.connect();
  }

  #receive(wake: Wake): void {
    if (wake.type !== 'realtime/ready') return this.#tell(wake);
    this.#pauseMs = pauseMsMin;
    this.#tell(undefined);
  }
}

/** Opens the page's socket; @returns what closes it for good */
export function openSocket(tell: Hear): () => void {
  const socket = new KeptSocket(tell);
  const hurry = () => socket.hurry();
  // A page with an open socket is not kept by the browser for the way back.
  const leave = () => socket.disconnect();
  const comeBack = (event: PageTransitionEvent) => void (event.persisted && socket.connect());
  addEventListener('pagehide', leave);
  addEventListener('pageshow', comeBack);
  addEventListener('online', hurry);
  socket.connect();
  return () => {
    removeEventListener('pagehide', leave);
    removeEventListener('pageshow', comeBack);
    removeEventListener('online', hurry);
    socket.disconnect();
  };
}
