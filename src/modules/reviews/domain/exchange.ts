import { otherSide, type Side } from './rules.ts';

/** One side's review, as far as it decides what may happen next. */
export type Filed = {
  withdrawnAt: Date | null;
  takenDownAt: Date | null;
  repliedAt: Date | null;
};

/** The exchange of reviews about one trade. */
export type Exchange = {
  closesAt: Date;
  revealedAt: Date | null;
} & Record<Side, Filed | null>;

/** Something asked of an exchange; `by` acts, the clock alone reveals. */
export type Command =
  | { name: 'file'; by: Side; areRelated: boolean }
  | { name: 'withdraw'; by: Side }
  /** Answers what the other side has said. */
  | { name: 'reply'; by: Side }
  | { name: 'reveal' };

/** `reveals`: from now on both sides and everybody may read what was filed. */
export type Verdict = { ok: true; reveals: boolean } | { ok: false; code: string };

const refused = (code: string): Verdict => ({ ok: false, code });
const allowed = (reveals = false): Verdict => ({ ok: true, reveals });

/**
 * Whether something may be done to an exchange now. Pure: the only thing that judges here, and the
 * only thing that lifts the blind. It is lifted when both sides have filed (a review that was
 * withdrawn counts, since its author can file no other) or when the time is over, whichever is first.
 * @example decide(exchange, { name: 'file', by: 'buyer', areRelated: false }, now)
 */
export function decide(exchange: Exchange, command: Command, now: Date): Verdict {
  switch (command.name) {
    case 'file':
      return decideFiling(exchange, command, now);
    case 'withdraw':
      return decideWithdrawal(exchange[command.by]);
    case 'reply':
      return decideReply(exchange, exchange[otherSide(command.by)]);
    case 'reveal':
      return allowed(exchange.revealedAt === null && now >= exchange.closesAt);
  }
}

function decideFiling(
  exchange: Exchange,
  { by, areRelated }: Extract<Command, { name: 'file' }>,
  now: Date,
): Verdict {
  const own = exchange[by];
  if (own) return refused(own.withdrawnAt ? 'reviews/withdrawn-once' : 'reviews/already-filed');
  if (now >= exchange.closesAt) return refused('reviews/time-over');
  if (areRelated) return refused('reviews/related-persons');
  return allowed(exchange[otherSide(by)] !== null);
}

function decideWithdrawal(own: Filed | null): Verdict {
  if (!own || own.takenDownAt) return refused('reviews/gone');
  return own.withdrawnAt ? refused('reviews/already-withdrawn') : allowed();
}

function decideReply({ revealedAt }: Exchange, answered: Filed | null): Verdict {
  if (!revealedAt) return refused('reviews/still-blind');
  if (!answered || answered.withdrawnAt || answered.takenDownAt) return refused('reviews/gone');
  return answered.repliedAt ? refused('reviews/already-replied') : allowed();
}
