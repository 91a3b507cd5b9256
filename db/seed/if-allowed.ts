import { isRefusal } from '#platform/refusal.ts';

/**
 * The answer of a command, undefined where it was refused: while the town is being finished people
 * use it already, and what they bought, deleted or blocked is theirs to say.
 */
export async function ifAllowed<T>(doing: Promise<T>): Promise<T | undefined> {
  try {
    return await doing;
  } catch (error) {
    if (isRefusal(error)) return undefined;
    throw error;
  }
}
