import type { Actor } from '#platform/actor.ts';
import type { Sql } from '#platform/db/database.ts';
import type { Id } from '#platform/ids.ts';
import { flatFreight, type FreightTerms } from '../domain/freight.ts';
import type { FreightTemplate, FreightTemplateTerms } from '../domain/freight-template.ts';
import { readTemplates, readTemplatesById } from '../store/freight-store.ts';
import { readListings } from '../store/listing-reads.ts';

/** A template's terms, province by province. */
export function termsOfTemplate(
  template: FreightTemplateTerms & Partial<Pick<FreightTemplate, 'id'>>,
): FreightTerms {
  return {
    templateId: template.id ?? null,
    firstFen: template.firstFen,
    furtherFen: template.furtherFen,
    freeOverFen: template.freeOverFen,
    freePieces: template.freePieces,
    regions: new Map(
      template.regions.flatMap(({ provinces, rate }) => provinces.map((one) => [one, rate])),
    ),
  };
}

/** The caller's templates, the oldest first. */
export async function listFreightTemplates(
  handle: Sql,
  actor: Actor,
): Promise<{ items: FreightTemplate[] }> {
  return { items: await readTemplates(handle, actor.memberId) };
}

/** The freight terms of some listings; unknown ids are absent. */
export async function freightTermsOf(
  handle: Sql,
  listingIds: readonly Id[],
): Promise<Map<Id, FreightTerms>> {
  const listings = await readListings(handle, listingIds);
  const templateIds = [...listings.values()].flatMap((one) => one.freightTemplateId ?? []);
  const templates = await readTemplatesById(handle, [...new Set(templateIds)]);
  return new Map(
    [...listings].map(([id, listing]) => {
      const template = templates.get(listing.freightTemplateId ?? '');
      return [id, template ? termsOfTemplate(template) : flatFreight(listing.freightFen)];
    }),
  );
}
