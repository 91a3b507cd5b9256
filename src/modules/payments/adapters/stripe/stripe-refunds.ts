import type { SettlingStatus } from '../../provider.ts';
import { shaped } from '../wire.ts';
import * as answers from './stripe-answers.ts';

/** How far a refund is; it stands in the balance from the moment it was made. */
export function refundStatus(told: unknown): SettlingStatus {
  const read = shaped(answers.refund, told);
  const common = { providerRef: read.id, amountFen: read.amount };
  const finishedAt = read.created;
  if (read.status === 'succeeded') return { ...common, state: 'SUCCEEDED', finishedAt };
  if (read.status === 'failed' || read.status === 'canceled') {
    return { ...common, state: 'FAILED', finishedAt, reason: read.failure_reason ?? read.status };
  }
  return { ...common, state: 'PROCESSING' };
}
