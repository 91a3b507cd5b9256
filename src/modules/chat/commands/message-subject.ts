import type { SubjectHandlers } from '#moderation';
import { firstWords } from '../domain/rules.ts';
import { seenMessage } from '../queries/get-message.ts';
import { findMessage, takeDownMessage } from '../store/messages.ts';

/**
 * How moderation finds, shows and takes down messages. Only the two of a conversation can report
 * what is said there, past a block as well; operators see that one message and nothing around it.
 * A card alone is a thing of another room, and reported there.
 */
export function messageSubject(): SubjectHandlers {
  return {
    async ownerOf(handle, messageId, reporterId) {
      const row = await seenMessage(handle, messageId, reporterId);
      return row && row.card_kind === null ? row.sender_id : null;
    },
    async snapshot(handle, messageId) {
      const row = await findMessage(handle, messageId);
      if (!row) return undefined;
      const { body, conversation_id, sent_at, picture_id } = row;
      return {
        title: firstWords(body ?? ''),
        body,
        conversationId: conversation_id,
        sentAt: sent_at,
        pictureIds: picture_id ? [picture_id] : [],
      };
    },
    takeDown: (tx, messageId, _reason, now) => takeDownMessage(tx, messageId, now),
  };
}
