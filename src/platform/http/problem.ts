import type { z } from 'zod';
import { log } from '../log.ts';
import { Outage, Refusal, type Locale, type RefusalCatalogue } from '../refusal.ts';

/** An error in the shape of RFC 9457, with our stable code. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  code: string;
  params: Record<string, string | number>;
  fields?: { path: string; message: string }[];
  traceId: string;
};

/** Input that does not fit its schema; says which fields and why. */
export class InvalidInput extends Refusal {
  readonly fields: { path: string; message: string }[];
  constructor(error: z.ZodError) {
    const fields = error.issues.map((issue) => ({
      path: issue.path.join('.'),
      message: issue.message,
    }));
    super('platform/invalid-input', {
      fields: [...new Set(fields.map((field) => field.path || 'body'))].join(', '),
    });
    this.fields = fields;
  }
}

/** Any thrown thing as a problem in the caller's language; only bugs are logged as errors. */
export function problemOf(
  error: unknown,
  context: { catalogue: RefusalCatalogue; locale: Locale; traceId: string; operationId: string },
): Problem {
  const refusal = refusalOf(error, context.traceId);
  const status = context.catalogue.status(refusal.code);
  if (status === 500) log.error('http/bug', { ...context, catalogue: undefined, error });
  return {
    type: `urn:tuckshop:problem:${refusal.code}`,
    title: context.catalogue.text(refusal.code, context.locale, refusal.params),
    status,
    code: refusal.code,
    params: refusal.params,
    ...(refusal instanceof InvalidInput ? { fields: refusal.fields } : {}),
    traceId: context.traceId,
  };
}

const frameworkCodes: Record<string, string> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'platform/payload-too-large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'platform/unsupported-media-type',
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: 'platform/invalid-input',
  FST_ERR_BAD_URL: 'platform/not-found',
  FST_ERR_CTP_EMPTY_JSON_BODY: 'platform/invalid-input',
};

function refusalOf(error: unknown, traceId: string): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof Outage) {
    log.warn('http/outage', { traceId, party: error.party, cause: String(error.cause) });
    return new Refusal('platform/outage', { party: error.party });
  }
  if (error instanceof SyntaxError && 'statusCode' in error) {
    return new Refusal('platform/invalid-input', { fields: 'body' });
  }
  const { code } = error as { code?: string };
  const known = code === undefined ? undefined : frameworkCodes[code];
  if (known) return new Refusal(known, { fields: 'body' });
  if (isConnectionLoss(code)) return new Refusal('platform/busy');
  return new Refusal('platform/internal', { traceId });
}

/** The database is restarting, or short of connections or room: the caller may try again. */
function isConnectionLoss(code: string | undefined): boolean {
  return (
    code !== undefined &&
    /^(08\w{3}|57P0\d|53\w{3}|55P03|ECONNREFUSED|ECONNRESET|EPIPE|ENOSPC)$/.test(code)
  );
}
