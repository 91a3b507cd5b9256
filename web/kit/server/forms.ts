import { fail, isActionFailure, isHttpError, isRedirect, type ActionFailure } from '@sveltejs/kit';
import type { Problem } from '#platform/http/problem.ts';

/** What a form gets back when a door refused: the sentence, the fields, and what was typed. */
export interface FormRefusal {
  readonly problem: Pick<Problem, 'code' | 'title' | 'fields' | 'params'>;
  readonly values: Readonly<Record<string, string>>;
  /** The same of names that a form may hold several times, such as rows and boxes to tick. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
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
    const problem = { code, title, fields, params };
    return fail(status, { problem, values: typedIn(form), lists: listsIn(form) });
  }
}

const secret = /^(code|pickupCode|idNumber)$|password|secret/i;

/** The text fields of a form as they were typed; the last of each name. */
export function typedIn(form: FormData): Record<string, string> {
  return Object.fromEntries(fieldsOf(form));
}

/** All that was typed and ticked under each name, in the order of the form. */
export function listsIn(form: FormData): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of fieldsOf(form)) (lists[name] ??= []).push(value);
  return lists;
}

const fieldsOf = (form: FormData): [string, string][] =>
  [...form].flatMap(([name, value]) =>
    typeof value === 'string' && !secret.test(name) ? [[name, value]] : [],
  );
