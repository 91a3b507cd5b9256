/** What a page knows of a refused form. */
interface ShownProblem {
  readonly code: string;
  readonly title: string;
  readonly fields?: readonly { readonly path: string }[] | undefined;
}

/**
 * The sentence that belongs under one field: a refusal of the codes given, or that this field did
 * not fit; undefined when the problem is another one.
 */
export function problemAt(
  problem: ShownProblem | undefined,
  field: { name: string; codes?: readonly string[]; checkText: string },
): string | undefined {
  if (!problem) return undefined;
  if (field.codes?.some((code) => problem.code.startsWith(code))) return problem.title;
  const isHere = problem.fields?.some(({ path }) => path === field.name);
  return isHere ? field.checkText : undefined;
}
