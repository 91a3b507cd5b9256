import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import { freightRange } from '../domain/freight.ts';
import type { Terms } from '../domain/terms.ts';
import { termsOfTemplate } from '../queries/freight.ts';
import { lockTemplate } from '../store/freight-store.ts';

/**
 * What is sold, with what its freight runs from and to. The template is kept as it is until the
 * listing is written, so that an edit of it finds every listing that uses it.
 * @throws catalog/template-unknown
 */
export async function withFreight(tx: Tx, sellerId: Id, terms: Terms): Promise<Terms> {
  if (!terms.freightTemplateId) return terms;
  const template = await lockTemplate(tx, sellerId, terms.freightTemplateId);
  if (!template) refuse('catalog/template-unknown');
  const { leastFen, mostFen } = freightRange(termsOfTemplate(template));
  return { ...terms, freightFen: leastFen, freightMostFen: mostFen };
}
