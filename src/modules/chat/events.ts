import type { Id } from '#platform/ids.ts';

declare module '#platform/realtime.ts' {
  interface SocketEvents {
    'chat/message': { conversationId: Id; seq: number };
  }
}
