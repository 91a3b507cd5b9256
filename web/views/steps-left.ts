interface Check {
  readonly code: string;
  readonly passed: boolean;
}

/** What a member must still do or wait for; being of age is checked with the real name. */
export function stepsLeft(checks: readonly Check[]): number {
  return checks.filter(({ code, passed }) => !passed && code !== 'adult').length;
}
