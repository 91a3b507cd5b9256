/** The server's time, kept going by the device's clock between two answers of the server. */
export interface ServerClock {
  now(): Date;
  /** Takes a newer reading of the server's time, ISO 8601. */
  adjust(serverNow: string): void;
}

/** Starts at a reading of the server's time; a device whose clock is wrong changes nothing. */
export function createServerClock(serverNow: string): ServerClock {
  let serverMs = new Date(serverNow).getTime();
  let readAtMs = performance.now();
  return {
    now: () => new Date(serverMs + performance.now() - readAtMs),
    adjust(newer) {
      const newerMs = new Date(newer).getTime();
      if (newerMs <= serverMs) return;
      serverMs = newerMs;
      readAtMs = performance.now();
    },
  };
}
