import type { FastifyInstance } from 'fastify';
import type { Actor } from '../actor.ts';
import type { Realtime } from '../realtime.ts';
import { sessionCookie } from './server.ts';

type Door = {
  realtime: Realtime;
  authenticate(token: string): Promise<Actor | undefined>;
  publicOrigin: string;
};

/** Sockets at /api/v1/realtime: our own origin and a signed-in member, or nothing. */
export function acceptSockets(
  http: FastifyInstance,
  { realtime, authenticate, publicOrigin }: Door,
): void {
  http.server.on('upgrade', (request, socket, head) => {
    // Before anything else: a caller that breaks the connection off must not end the process.
    socket.on('error', () => socket.destroy());
    const refuseSocket = (status: string) =>
      void socket.end(`HTTP/1.1 ${status}\r\n\r\n`, () => socket.destroy());
    const { origin, host, cookie = '' } = request.headers;
    const isOurs =
      origin === undefined || origin === publicOrigin || URL.parse(origin)?.host === host;
    if (request.url !== '/api/v1/realtime' || !isOurs) return refuseSocket('403 Forbidden');
    const token = new RegExp(`(?:^|; )${sessionCookie}=([^;]+)`).exec(cookie)?.[1];
    const bearer = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    authenticate(bearer ?? token ?? '')
      .then((actor) => {
        if (actor) realtime.upgrade(request, socket, head, actor);
        else refuseSocket('401 Unauthorized');
      })
      .catch(() => refuseSocket('503 Service Unavailable'));
  });
}
