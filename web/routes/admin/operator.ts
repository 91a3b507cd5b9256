import { error, redirect } from '@sveltejs/kit';
import { requireMember } from '#kit/server/guests.ts';

type OperatorsEvent = Parameters<typeof requireMember>[0];

/**
 * The operator who asks, with a second factor passed. Anybody else is told what they are told of a
 * page that does not exist; an operator without the factor is asked for it first.
 */
export function requireOperator(event: OperatorsEvent) {
  const actor = requireMember(event);
  if (!actor.isOperator) error(404);
  if (!actor.secondFactorAt) redirect(303, '/admin');
  return actor;
}
