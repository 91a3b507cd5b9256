import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { requireMember } from '#kit/server/guests.ts';

/** Whoever is no operator finds no page here; an operator shows the second factor first. */
export function requireOperator(event: RequestEvent): void {
  const actor = requireMember(event);
  if (!actor.isOperator) error(404);
  if (!actor.secondFactorAt) redirect(303, '/admin');
}
