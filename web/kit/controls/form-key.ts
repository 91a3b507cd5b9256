/** What a form was refused with, as far as its key asks. */
interface Refused {
  readonly problem: { readonly code: string };
  readonly values: Readonly<Record<string, string>>;
}

/**
 * The key a form is sent under: after a refusal the same again, so that what was done before it, such
 * as keeping an address, is not done twice. A key that was used for something else is given up.
 */
export function formKey(fresh: string, refused: Refused | undefined): string {
  if (refused?.problem.code.startsWith('platform/idempotency')) return fresh;
  return refused?.values['idempotencyKey'] ?? fresh;
}
