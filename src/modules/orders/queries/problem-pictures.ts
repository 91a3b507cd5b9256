import type { Id } from '#platform/ids.ts';
import type { OrdersDeps } from '../deps.ts';
import type { ProblemRow } from '../store/tables.ts';

/** A picture that shows a reported problem, at its largest. */
export type ProblemPicture = { id: Id; url: string };

/** Reads the pictures of some problems at once; the answer finds those of one of them, in order. */
export async function problemPictures(
  { platform }: OrdersDeps,
  problems: ProblemRow[],
): Promise<(problem: ProblemRow) => ProblemPicture[]> {
  const known = await platform.pictureShelf.getMany(problems.flatMap((row) => row.picture_ids));
  return (problem) =>
    problem.picture_ids.flatMap((id) => {
      const url = known.get(id)?.sources.at(-1)?.url;
      return url ? [{ id, url }] : [];
    });
}
