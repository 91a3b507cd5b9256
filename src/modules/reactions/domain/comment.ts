import { refuse } from '#platform/refusal.ts';
import { commentMax, paragraphsMax } from './rules.ts';

/**
 * What a member typed as the paragraphs that are kept: one a line, none of them empty.
 * @throws reactions/comment-empty, reactions/comment-too-long
 */
export function composeComment(text: string): string[] {
  const lines = text
    .split(/\r\n|\r|\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  if (lines.length === 0) refuse('reactions/comment-empty');
  const length = lines.reduce((sum, line) => sum + Array.from(line).length, 0);
  if (length > commentMax) refuse('reactions/comment-too-long', { max: commentMax });
  if (lines.length <= paragraphsMax) return lines;
  // Whoever types many short lines loses line breaks, not words.
  return [...lines.slice(0, paragraphsMax - 1), lines.slice(paragraphsMax - 1).join(' ')];
}

/** The first words of a comment, for a line that tells of it. */
export function firstWords(body: readonly string[], max = 40): string {
  const signs = Array.from(body.join(' '));
  return signs.length > max ? `${signs.slice(0, max - 1).join('')}…` : signs.join('');
}
