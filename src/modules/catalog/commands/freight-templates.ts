import type { Call } from '#platform/actor.ts';
import type { Tx } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { refuse } from '#platform/refusal.ts';
import type { CatalogDeps } from '../deps.ts';
import { freightRange } from '../domain/freight.ts';
import {
  assertTemplate,
  type FreightTemplate,
  type FreightTemplateTerms,
} from '../domain/freight-template.ts';
import { templatesMax } from '../domain/rules.ts';
import { termsOfTemplate } from '../queries/freight.ts';
import {
  countTemplates,
  insertTemplate,
  isTemplateUsed,
  lockTemplate,
  updateTemplate,
  writeFreightRange,
  writeTemplateRemoval,
} from '../store/freight-store.ts';
import { lockShop } from '../store/shop-store.ts';
import { screenWords, tellChange } from './gate.ts';

export type TemplateReceipt = { templateId: Id; version: number };

/**
 * Says once what parcels cost, for listings to use.
 * @throws catalog/quick-sell-not-open, catalog/too-many-templates, catalog/text-not-acceptable, the
 *   codes of `assertTemplate`
 */
export function createFreightTemplate(
  deps: CatalogDeps,
  call: Call,
  terms: FreightTemplateTerms,
): Promise<TemplateReceipt> {
  const { clock, run } = deps.platform;
  const { memberId } = call.actor;
  assertTemplate(terms);
  return run(call, async (tx) => {
    if (!(await lockShop(tx, memberId))) refuse('catalog/quick-sell-not-open');
    if ((await countTemplates(tx, memberId)) >= templatesMax) {
      refuse('catalog/too-many-templates', { max: templatesMax });
    }
    screenWords(deps, [terms.name]);
    const templateId = await insertTemplate(tx, memberId, { terms, now: clock.now() });
    return { templateId, version: 1 };
  });
}

/**
 * Changes a template from the version the seller looked at, and what its listings show. Orders that
 * are placed keep what they were placed with.
 * Locks: the shop, the template, its listings in the order of their ids.
 * @throws platform/not-found, catalog/edited-meanwhile, catalog/text-not-acceptable, the codes of
 *   `assertTemplate`
 */
export function updateFreightTemplate(
  deps: CatalogDeps,
  call: Call,
  input: FreightTemplateTerms & { templateId: Id; version: number },
): Promise<TemplateReceipt> {
  const { clock, run } = deps.platform;
  const { templateId, version, ...terms } = input;
  assertTemplate(terms);
  return run(call, async (tx) => {
    const before = await lockOwn(tx, call.actor.memberId, templateId);
    if (before.version !== version) refuse('catalog/edited-meanwhile');
    screenWords(deps, [terms.name]);
    const written = await updateTemplate(tx, before, { terms, now: clock.now() });
    await showAnew(deps, tx, call.actor.memberId, { ...before, ...terms });
    return { templateId, version: written };
  });
}

/**
 * Takes a template away. What is on the shelf must not use it.
 * @throws platform/not-found, catalog/template-used
 */
export function removeFreightTemplate(
  deps: CatalogDeps,
  call: Call,
  { templateId }: { templateId: Id },
): Promise<{ templateId: Id }> {
  return deps.platform.run(call, async (tx) => {
    await lockOwn(tx, call.actor.memberId, templateId);
    if (await isTemplateUsed(tx, templateId)) refuse('catalog/template-used');
    await writeTemplateRemoval(tx, templateId, deps.platform.clock.now());
    return { templateId };
  });
}

async function lockOwn(tx: Tx, sellerId: Id, templateId: Id): Promise<FreightTemplate> {
  await lockShop(tx, sellerId);
  return (await lockTemplate(tx, sellerId, templateId)) ?? refuse('platform/not-found');
}

async function showAnew(
  deps: CatalogDeps,
  tx: Tx,
  sellerId: Id,
  template: FreightTemplate,
): Promise<void> {
  const range = freightRange(termsOfTemplate(template));
  for (const { id, noteId } of await writeFreightRange(tx, template.id, range)) {
    await tellChange(deps, tx, { id, sellerId, noteId });
  }
}
