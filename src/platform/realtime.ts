import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import pg from 'pg';
import { WebSocketServer, type WebSocket } from 'ws';
import type { Actor } from './actor.ts';
import type { Id } from './ids.ts';
import { log } from './log.ts';

/**
 * What sockets may bring, by type: each room adds its own events here, and `src/access.ts` has a
 * row for each, or the product does not compile.
 */
export interface SocketEvents {
  'realtime/ready': object;
}
export type SocketEventType = keyof SocketEvents;

/** A wake-up for a member's open pages: what happened, not the content; pages then read the API. */
export type Wake = {
  [Type in SocketEventType]: { type: Type } & SocketEvents[Type];
}[SocketEventType];

export type Realtime = {
  /** Wakes these members' sockets in every process; call after the commit. Never throws. */
  wake(memberIds: Id[], wake: Wake): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer, actor: Actor): void;
  /** Cuts every socket of a session that was revoked, and what is remembered of it. */
  cut(sessionId: Id): void;
  /**
   * Says that what processes remember of these things is no longer so; call after the commit. This
   * process forgets at once, the others within moments, or when what they remember has run out.
   */
  forget(kind: Remembered, keys: readonly string[]): void;
  /** Whether what other processes say comes through now. */
  isHearing(): boolean;
  /** Called with the keys that are stale; with none when news may have been missed. */
  whenStale(kind: Remembered, listener: StaleListener): void;
  close(): Promise<void>;
};

const channel = 'tuckshop_wake';
const payloadBytesMax = 7_500;
/** Ids that surely fit into one payload. */
const keysPerLine = 250;
const socketsPerMemberMax = 20;
const eventBytesMax = 2_000;
const reconnectMs = 500;

/**
 * What processes remember for moments, by the ids it is about; `clock`, how far a sandbox's was
 * moved, and `due`, that nothing is, are one thing each.
 */
export type Remembered =
  'session' | 'member' | 'note' | 'feeds' | 'reader' | 'attachments' | 'clock' | 'due';
export type StaleListener = (keys: readonly string[] | undefined) => void;

type Line = { to: Id[]; wake: Wake } | { cut: Id } | { stale: Remembered; keys: readonly string[] };
type Listeners = { kind: Remembered; listener: StaleListener }[];

/**
 * Sockets of this process, woken by all processes through batched NOTIFY on a connection of its
 * own (a NOTIFY inside a trade transaction cost 72 % of its throughput).
 */
export async function createRealtime(databaseUrl: string): Promise<Realtime> {
  const sockets = new Map<Id, Map<WebSocket, Actor>>();
  const server = new WebSocketServer({ noServer: true, maxPayload: eventBytesMax });
  const listeners: Listeners = [];
  const bus = createBus(databaseUrl, {
    receive(line) {
      if ('stale' in line) tellStale(listeners, line.stale, line.keys);
      else deliver(sockets, line);
    },
    reconnected() {
      deliver(sockets, 'ready');
      for (const { listener } of listeners) listener(undefined);
    },
  });
  await bus.ready;
  const forget = forgetBy(listeners, bus.send);
  return {
    wake: (to, wake) => bus.send({ to: [...new Set(to)], wake }),
    upgrade(request, socket, head, actor) {
      server.handleUpgrade(request, socket, head, (ws) => join(sockets, ws, actor));
    },
    cut(sessionId) {
      forget('session', [sessionId]);
      bus.send({ cut: sessionId });
    },
    forget,
    isHearing: bus.isConnected,
    whenStale: (kind, listener) => void listeners.push({ kind, listener }),
    async close() {
      for (const own of sockets.values()) for (const ws of own.keys()) ws.terminate();
      server.close();
      await bus.close();
    },
  };
}

function join(sockets: Map<Id, Map<WebSocket, Actor>>, ws: WebSocket, actor: Actor): void {
  const own = sockets.get(actor.memberId) ?? new Map<WebSocket, Actor>();
  sockets.set(actor.memberId, own);
  if (own.size >= socketsPerMemberMax) own.keys().next().value?.close(4008, 'too many pages');
  own.set(ws, actor);
  ws.on('close', () => {
    own.delete(ws);
    if (own.size === 0) sockets.delete(actor.memberId);
  });
  ws.on('error', () => ws.terminate());
  // Pages act through the API alone, where every operation has its row: a socket only listens.
  ws.on('message', () => ws.close(4000, 'nothing may be sent here'));
  ws.send(readyText);
}

/** Sent when a socket opens, and again when this process may have missed wakes of others. */
const ready: Wake = { type: 'realtime/ready' };
const readyText = JSON.stringify(ready);

const forgetBy =
  (listeners: Listeners, send: (line: Line) => void): Realtime['forget'] =>
  (kind, keys) => {
    if (keys.length === 0) return;
    tellStale(listeners, kind, keys);
    for (let from = 0; from < keys.length; from += keysPerLine) {
      send({ stale: kind, keys: keys.slice(from, from + keysPerLine) });
    }
  };

function tellStale(listeners: Listeners, about: Remembered, keys: readonly string[]): void {
  for (const { kind, listener } of listeners) if (kind === about) listener(keys);
}

type ForSockets = Exclude<Line, { stale: Remembered }> | 'ready';

function deliver(sockets: Map<Id, Map<WebSocket, Actor>>, line: ForSockets): void {
  if (line === 'ready') {
    for (const own of sockets.values()) for (const ws of own.keys()) ws.send(readyText);
    return;
  }
  if ('cut' in line) {
    for (const own of sockets.values()) {
      for (const [ws, actor] of own) if (actor.sessionId === line.cut) ws.close(4001, 'revoked');
    }
    return;
  }
  const text = JSON.stringify(line.wake);
  for (const id of line.to) for (const ws of sockets.get(id)?.keys() ?? []) ws.send(text);
}

type Ears = { receive(line: Line): void; reconnected(): void };

function createBus(databaseUrl: string, { receive, reconnected }: Ears) {
  let wasConnected = false;
  let client: pg.Client | undefined;
  let closed = false;
  let waiting: Line[] = [];
  let flushing = false;
  let retry: NodeJS.Timeout | undefined;
  async function connect(): Promise<void> {
    const next = new pg.Client({ connectionString: databaseUrl });
    next.on('error', (error) => log.warn('realtime/bus-lost', { message: error.message }));
    next.on('end', () => {
      client = undefined;
      connectSoon();
    });
    next.on('notification', (message) => {
      for (const line of JSON.parse(message.payload ?? '[]') as Line[]) receive(line);
    });
    await next.connect();
    await next.query(`listen ${channel}`);
    client = next;
    if (wasConnected) reconnected();
    wasConnected = true;
    void flush();
  }
  /** One attempt at a time: a refused connection tells of its end as well as of its error. */
  function connectSoon(): void {
    if (closed || retry) return;
    retry = setTimeout(() => {
      retry = undefined;
      connect().catch(connectSoon);
    }, reconnectMs);
  }
  async function flush(): Promise<void> {
    if (flushing) return;
    flushing = true;
    // One turn of the event loop gathers the lines of many requests into one NOTIFY.
    await new Promise((resolve) => setImmediate(resolve));
    while (client && waiting.length > 0) {
      const batch = takeBatch(waiting);
      waiting = waiting.slice(batch.length);
      await client
        .query('select pg_notify($1, $2)', [channel, JSON.stringify(batch)])
        .catch((error: Error) => log.warn('realtime/notify-failed', { message: error.message }));
    }
    flushing = false;
  }
  return {
    ready: connect(),
    isConnected: () => client !== undefined,
    send(line: Line) {
      if (waiting.length < 10_000) waiting.push(line);
      void flush();
    },
    async close() {
      closed = true;
      clearTimeout(retry);
      await client?.end();
    },
  };
}

function takeBatch(lines: Line[]): Line[] {
  const batch: Line[] = [];
  let bytes = 2;
  for (const line of lines) {
    bytes += Buffer.byteLength(JSON.stringify(line)) + 1;
    if (batch.length > 0 && bytes > payloadBytesMax) break;
    batch.push(line);
  }
  return batch;
}
