import { codePauseMs, codePauseMsMax, codeTriesMax } from './rules.ts';

/** How often a pickup code was tried, and whether it was used. */
export type CodeState = {
  /** Wrong tries in a row since the last pause, 0–5. */
  tries: number;
  pauses: number;
  pausedUntil: Date | null;
  redeemedAt: Date | null;
};

export type CodeVerdict =
  | { outcome: 'right' }
  | { outcome: 'used' }
  | { outcome: 'paused'; retryAfterSeconds: number }
  | { outcome: 'wrong'; triesLeft: number; after: CodeState };

/** Judges one try of a code: five wrong ones in a row bring a pause, each longer than the last. */
export function judgeCode(state: CodeState, isRight: boolean, now: Date): CodeVerdict {
  if (state.redeemedAt) return { outcome: 'used' };
  const waitMs = (state.pausedUntil?.getTime() ?? 0) - now.getTime();
  // A right code waits as well: otherwise the pause would tell right from wrong.
  if (waitMs > 0) return { outcome: 'paused', retryAfterSeconds: Math.ceil(waitMs / 1000) };
  if (isRight) return { outcome: 'right' };
  const tries = state.tries + 1;
  if (tries < codeTriesMax) {
    return { outcome: 'wrong', triesLeft: codeTriesMax - tries, after: { ...state, tries } };
  }
  const pauseMs = Math.min(codePauseMs * 2 ** state.pauses, codePauseMsMax);
  const pausedUntil = new Date(now.getTime() + pauseMs);
  const after = { ...state, tries: 0, pauses: state.pauses + 1, pausedUntil };
  return { outcome: 'wrong', triesLeft: 0, after };
}
