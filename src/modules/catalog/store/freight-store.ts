import { newId, sql, type Sql, type Tx } from '#platform/db/database.ts';
import { bucketOf, type Id } from '#platform/ids.ts';
import type { FreightRate } from '../domain/freight.ts';
import type {
  FreightBasis,
  FreightRegion,
  FreightTemplate,
  FreightTemplateTerms,
} from '../domain/freight-template.ts';
import type { Province } from '../domain/provinces.ts';
import type { FreightRateRow, FreightTemplateRow } from './tables.ts';

/** A seller's templates that are not removed, the oldest first. */
export async function readTemplates(handle: Sql, sellerId: Id): Promise<FreightTemplate[]> {
  const { rows } = await sql<FreightTemplateRow>`
    select * from catalog.freight_template
    where bucket = ${bucketOf(sellerId)} and seller_id = ${sellerId} and removed_at is null
    order by id`.execute(handle);
  return withRegions(handle, rows);
}

/** Templates by id, removed or not; unknown ones are absent. */
export async function readTemplatesById(
  handle: Sql,
  ids: readonly Id[],
): Promise<Map<Id, FreightTemplate>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<FreightTemplateRow>`
    select t.* from unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as asked (bucket, id)
    join catalog.freight_template t using (bucket, id)`.execute(handle);
  const templates = await withRegions(handle, rows);
  return new Map(templates.map((template) => [template.id, template]));
}

/** A seller's own template, locked until the transaction ends; undefined if there is none. */
export async function lockTemplate(
  tx: Tx,
  sellerId: Id,
  templateId: Id,
): Promise<FreightTemplate | undefined> {
  const { rows } = await sql<FreightTemplateRow>`
    select * from catalog.freight_template
    where bucket = ${bucketOf(templateId)} and id = ${templateId} and seller_id = ${sellerId}
      and removed_at is null
    for update`.execute(tx);
  return (await withRegions(tx, rows))[0];
}

async function withRegions(handle: Sql, rows: FreightTemplateRow[]): Promise<FreightTemplate[]> {
  if (rows.length === 0) return [];
  const ids = rows.map((row) => row.id);
  const { rows: rates } = await sql<FreightRateRow>`
    select template_id, province, first_fen, further_fen
    from unnest(${ids.map(bucketOf)}::smallint[], ${ids}::bigint[]) as asked (bucket, template_id)
    join catalog.freight_rate using (bucket, template_id)
    order by template_id, province`.execute(handle);
  const byTemplate = Map.groupBy(rates, (rate) => rate.template_id);
  return rows.map((row) => templateOf(row, byTemplate.get(row.id) ?? []));
}

function templateOf(row: FreightTemplateRow, rates: FreightRateRow[]): FreightTemplate {
  return {
    id: row.id,
    name: row.name,
    basis: row.basis as FreightBasis,
    firstFen: BigInt(row.first_fen),
    furtherFen: BigInt(row.further_fen),
    freeOverFen: row.free_over_fen === null ? null : BigInt(row.free_over_fen),
    freePieces: row.free_pieces,
    regions: regionsOf(rates),
    version: row.version,
  };
}

/** Provinces of one rate are one region. */
function regionsOf(rates: FreightRateRow[]): FreightRegion[] {
  const alike = Map.groupBy(rates, (rate) => `${rate.first_fen} ${rate.further_fen}`);
  return [...alike.values()].map((group) => ({
    provinces: group.map((rate) => rate.province as Province),
    rate: rateOf(group[0]!),
  }));
}

function rateOf({ first_fen: first, further_fen: further }: FreightRateRow): FreightRate | null {
  if (first === null || further === null) return null;
  return { firstFen: BigInt(first), furtherFen: BigInt(further) };
}

export async function countTemplates(tx: Tx, sellerId: Id): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from catalog.freight_template
    where bucket = ${bucketOf(sellerId)} and seller_id = ${sellerId} and removed_at is null
  `.execute(tx);
  return rows[0]!.count;
}

export async function insertTemplate(
  tx: Tx,
  sellerId: Id,
  { terms, now }: { terms: FreightTemplateTerms; now: Date },
): Promise<Id> {
  const bucket = bucketOf(sellerId);
  const id = await newId(tx, bucket);
  await sql`
    insert into catalog.freight_template (bucket, id, seller_id, name, basis, first_fen,
      further_fen, free_over_fen, free_pieces, created_at)
    values (${bucket}, ${id}, ${sellerId}, ${terms.name}, ${terms.basis}, ${terms.firstFen},
      ${terms.furtherFen}, ${terms.freeOverFen}, ${terms.freePieces}, ${now})`.execute(tx);
  await writeRates(tx, id, terms.regions);
  return id;
}

/** Writes an edit of a locked template as its next version. */
export async function updateTemplate(
  tx: Tx,
  before: FreightTemplate,
  { terms, now }: { terms: FreightTemplateTerms; now: Date },
): Promise<number> {
  await sql`
    update catalog.freight_template set name = ${terms.name}, basis = ${terms.basis},
      first_fen = ${terms.firstFen}, further_fen = ${terms.furtherFen},
      free_over_fen = ${terms.freeOverFen}, free_pieces = ${terms.freePieces},
      version = version + 1, edited_at = ${now}
    where bucket = ${bucketOf(before.id)} and id = ${before.id}`.execute(tx);
  await sql`
    delete from catalog.freight_rate
    where bucket = ${bucketOf(before.id)} and template_id = ${before.id}`.execute(tx);
  await writeRates(tx, before.id, terms.regions);
  return before.version + 1;
}

async function writeRates(tx: Tx, templateId: Id, regions: FreightRegion[]): Promise<void> {
  const rows = regions.flatMap(({ provinces, rate }) =>
    provinces.map((province) => ({ province, rate })),
  );
  if (rows.length === 0) return;
  await sql`
    insert into catalog.freight_rate (bucket, template_id, province, first_fen, further_fen)
    select ${bucketOf(templateId)}, ${templateId}, *
    from unnest(${rows.map((row) => row.province)}::text[],
      ${rows.map((row) => row.rate?.firstFen ?? null)}::bigint[],
      ${rows.map((row) => row.rate?.furtherFen ?? null)}::bigint[])`.execute(tx);
}

/**
 * Gives every listing under a template what its freight now runs from and to; answers which. In the
 * order of their ids, as a purchase of several takes them.
 */
export async function writeFreightRange(
  tx: Tx,
  templateId: Id,
  { leastFen, mostFen }: { leastFen: bigint; mostFen: bigint },
): Promise<{ id: Id; noteId: Id | null }[]> {
  const bucket = bucketOf(templateId);
  const { rows } = await sql<{ id: Id; noteId: Id | null }>`
    with used as (
      select bucket, id from catalog.listing
      where bucket = ${bucket} and freight_template_id = ${templateId}
        and (freight_fen, freight_most_fen) is distinct from (${leastFen}::bigint, ${mostFen}::bigint)
      order by id for update)
    update catalog.listing l set freight_fen = ${leastFen}, freight_most_fen = ${mostFen}
    from used where l.bucket = used.bucket and l.id = used.id
    returning l.id, l.note_id as "noteId"`.execute(tx);
  return rows;
}

/** Whether something on the shelf is sold under a template. */
export async function isTemplateUsed(tx: Tx, templateId: Id): Promise<boolean> {
  const { rows } = await sql`
    select from catalog.listing
    where bucket = ${bucketOf(templateId)} and freight_template_id = ${templateId}
      and withdrawn_at is null and taken_down_at is null limit 1`.execute(tx);
  return rows.length > 0;
}

export async function writeTemplateRemoval(tx: Tx, templateId: Id, now: Date): Promise<void> {
  await sql`
    update catalog.freight_template set removed_at = ${now}
    where bucket = ${bucketOf(templateId)} and id = ${templateId}`.execute(tx);
}
