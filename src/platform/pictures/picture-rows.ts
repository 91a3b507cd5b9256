import { sql, type Sql } from '../db/database.ts';
import { bucketOf, type Id } from '../ids.ts';
import { mediaUrl, type PictureView } from './picture-view.ts';

export type StoredVariant = { key: string; width: number };

export type PictureRow = {
  id: Id;
  ownerId: Id;
  width: number;
  height: number;
  variants: StoredVariant[];
  thumbhash: string;
  colour: string;
  sha256: string;
  phash: string;
  alt: string;
  createdAt: Date;
};

type ViewRow = Omit<PictureRow, 'ownerId' | 'sha256' | 'phash' | 'createdAt'>;

const viewColumns = sql`id, width, height, variants, thumbhash, colour, alt`;

/** Writes the row; false where this member has kept the very same file before. */
export async function insertPicture(handle: Sql, row: PictureRow): Promise<boolean> {
  const result = await sql`
    insert into platform.picture (bucket, id, owner_id, width, height, variants, thumbhash, colour,
      sha256, phash, alt, created_at)
    values (${bucketOf(row.ownerId)}, ${row.id}, ${row.ownerId}, ${row.width}, ${row.height},
      ${JSON.stringify(row.variants)}::jsonb, ${row.thumbhash}, ${row.colour}, ${row.sha256},
      ${row.phash}, ${row.alt}, ${row.createdAt})
    on conflict (bucket, owner_id, sha256) do nothing`.execute(handle);
  return result.numAffectedRows === 1n;
}

/** The picture this member made of this very file; a new description replaces the old one. */
export async function findSameFile(
  handle: Sql,
  file: { ownerId: Id; sha256: string; alt: string },
): Promise<PictureView | undefined> {
  const { rows } = await sql<ViewRow>`
    update platform.picture set alt = coalesce(nullif(${file.alt}, ''), alt)
    where bucket = ${bucketOf(file.ownerId)} and owner_id = ${file.ownerId}
      and sha256 = ${file.sha256}
    returning ${viewColumns}`.execute(handle);
  return rows[0] && viewOf(rows[0]);
}

export async function selectViews(handle: Sql, ids: readonly Id[]): Promise<Map<Id, PictureView>> {
  const { rows } = await sql<ViewRow>`
    select ${viewColumns} from platform.picture
    where bucket = any(${ids.map(bucketOf)}::smallint[]) and id = any(${ids}::bigint[])
    `.execute(handle);
  return new Map(rows.map((row) => [row.id, viewOf(row)]));
}

export async function selectOwnViews(
  handle: Sql,
  ownerId: Id,
  ids: readonly Id[],
): Promise<Map<Id, PictureView>> {
  const { rows } = await sql<ViewRow>`
    select ${viewColumns} from platform.picture
    where bucket = ${bucketOf(ownerId)} and id = any(${ids}::bigint[]) and owner_id = ${ownerId}
    `.execute(handle);
  return new Map(rows.map((row) => [row.id, viewOf(row)]));
}

function viewOf(row: ViewRow): PictureView {
  return {
    id: row.id,
    width: row.width,
    height: row.height,
    thumbhash: row.thumbhash,
    colour: row.colour,
    sources: row.variants.map(({ key, width }) => ({ url: mediaUrl(key), width })),
    alt: row.alt,
  };
}

/** A kept file: when it came, and the hash of the bytes as they were sent. */
export type PictureFile = { id: Id; keptAt: Date; sha256: string };

/** The files of some pictures, in the order asked; unknown ones are left out. */
export async function selectFiles(handle: Sql, ids: readonly Id[]): Promise<PictureFile[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<{ id: string; created_at: Date; sha256: string }>`
    select id, created_at, sha256 from platform.picture
    where bucket = any(${[...new Set(ids.map(bucketOf))]}) and id = any(${[...ids]})
  `.execute(handle);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [{ id, keptAt: row.created_at, sha256: row.sha256 }] : [];
  });
}
