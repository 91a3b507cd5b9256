/** What the server says over the socket: something changed, read it anew. */
export interface Wake {
  readonly type: string;
  readonly [key: string]: string | number | null;
}

const pauseMsMin = 500;
const pauseMsMax = 15_000;

/**
 * Listens to the member's socket as long as a page is open; a lost connection is opened again with
 * growing pauses. `reread` is called when the server is ready again, because wakes may have been
 * missed.
 * @returns what ends the listening
 */
export function listenForWakes(hear: (wake: Wake) => void, reread: () => void): () => void {
  let socket: WebSocket | undefined;
  let pauseMs = pauseMsMin;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let wasReady = false;
  let ended = false;

  function open(): void {
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    socket = new WebSocket(`${scheme}://${location.host}/api/v1/realtime`);
    socket.onmessage = (message) => {
      const wake = JSON.parse(String(message.data)) as Wake;
      if (wake.type !== 'realtime/ready') return hear(wake);
      pauseMs = pauseMsMin;
      // Told again on an open socket: the server itself was cut off from wakes for a while.
      if (wasReady) reread();
      wasReady = true;
    };
    socket.onclose = () => {
      if (ended) return;
      timer = setTimeout(open, pauseMs);
      pauseMs = Math.min(pauseMs * 2, pauseMsMax);
    };
  }

  open();
  return () => {
    ended = true;
    clearTimeout(timer);
    socket?.close();
  };
}
