import type { CommentView, ThreadView } from '#reactions';

type Span = CommentView['body'][number]['spans'][number];

/** A member as comments name them. */
export interface Speaker {
  readonly id: string;
  readonly nickname: string;
  readonly avatarUrl: string | null;
}

/** A comment as the door answers it and as the API does: times differ in type. */
export interface CommentSource extends Omit<
  CommentView,
  'writer' | 'answers' | 'writtenAt' | 'body'
> {
  readonly writer: Speaker | null;
  readonly answers: Speaker | null;
  readonly body: readonly { readonly spans: readonly Span[] }[];
  readonly writtenAt: Date | string;
}
export interface ThreadSource extends CommentSource {
  readonly replies: readonly CommentSource[];
  readonly nextReplies: ThreadView['nextReplies'];
}

/** A comment with nothing in it that a page could not be sent. */
export interface PlainComment extends CommentSource {
  readonly writtenAt: string;
}
export interface PlainThread extends PlainComment {
  readonly replies: readonly PlainComment[];
  readonly nextReplies: string | null;
}
export interface PlainComments {
  readonly items: readonly PlainThread[];
  readonly nextCursor: string | null;
  readonly order: 'newest' | 'liked';
}

const speaker = (member: Speaker | null): Speaker | null =>
  member && { id: member.id, nickname: member.nickname, avatarUrl: member.avatarUrl };

/** Keeps of a comment what its page shows. */
export function plainComment(comment: CommentSource): PlainComment {
  const { writer, answers, writtenAt, ...rest } = comment;
  return {
    ...rest,
    writer: speaker(writer),
    answers: speaker(answers),
    writtenAt: new Date(writtenAt).toISOString(),
  };
}

/** Keeps of a thread what its page shows. */
export function plainThread(thread: ThreadSource): PlainThread {
  const { replies, nextReplies, ...top } = thread;
  return { ...plainComment(top), replies: replies.map(plainComment), nextReplies };
}
