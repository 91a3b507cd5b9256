/** Where a simulator tells what it does; the shape of the product's own log. */
export type SandboxLog = Record<
  'info' | 'warn' | 'error',
  (event: string, fields?: Record<string, unknown>) => void
>;

export const silentLog: SandboxLog = { info() {}, warn() {}, error() {} };
