import { fail, isActionFailure, isHttpError, isRedirect, type ActionFailure } from '@sveltejs/kit';
import type { Problem } from '#platform/http/problem.ts';

/** What a form gets back when a door refused: the sentence, the fields, and what was typed. */
export interface FormRefusal {
  readonly problem: Pick<Problem, 'code' | 'title' | 'fields' | 'params'>;
  readonly values: Readonly<Record<string, string>>;
}

interface FormEvent {
  readonly locals: { explain(error: unknown): Problem };
}

/**
 * Runs a form action; a refusal becomes the form's own answer, so nothing typed is lost.
 * Redirects and bugs pass through; passwords and codes are never sent back.
 */
export async function answerForm<Result>(
  event: FormEvent,
  form: FormData,
  act: () => Promise<Result>,
): Promise<Result | ActionFailure<FormRefusal>> {
  try {
    return await act();
  } catch (error) {
    if (isRedirect(error) || isHttpError(error) || isActionFailure(error)) throw error;
    const { status, code, title, fields, params } = event.locals.explain(error);
    if (status >= 500 && status !== 503) throw error;
    return fail(status, { problem: { code, title, fields, params }, values: typedIn(form) });
  }
}

const secret = /^(code|pickupCode|idNumber)$|password|secret/i;

/** The text fields of a form as they were typed. */
export function typedIn(form: FormData): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [name, value] of form) {
    if (typeof value === 'string' && !secret.test(name)) values[name] = value;
  }
  return values;
}
