import { onConnection } from './one-connection.ts';

const catalogue = `
with ours as (
  select oid, nspname from pg_namespace
  where nspname !~ '^(pg_|information_schema$)' and nspname <> 'public')
select kind, name, body from (
  select 1 as place, 'table' as kind, n.nspname || '.' || c.relname as name,
    (select string_agg('  ' || a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || case when a.attnotnull then ' not null' else '' end
        || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), ''), E',\\n' order by a.attnum)
      from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
      where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped)
    || coalesce((select string_agg(E',\\n  constraint ' || k.conname || ' ' || pg_get_constraintdef(k.oid), ''
        order by k.conname) from pg_constraint k
      where k.conrelid = c.oid and k.contype <> 'n'), '') as body
  from pg_class c join ours n on n.oid = c.relnamespace where c.relkind = 'r'
  union all
  select 2, 'index', n.nspname || '.' || c.relname, pg_get_indexdef(c.oid)
  from pg_class c join ours n on n.oid = c.relnamespace
  join pg_index i on i.indexrelid = c.oid
  where c.relkind = 'i' and not exists (select from pg_constraint k where k.conindid = c.oid)
  union all
  select 3, 'sequence', n.nspname || '.' || c.relname, ''
  from pg_class c join ours n on n.oid = c.relnamespace where c.relkind = 'S'
  union all
  select 4, 'view', n.nspname || '.' || c.relname, pg_get_viewdef(c.oid)
  from pg_class c join ours n on n.oid = c.relnamespace where c.relkind = 'v'
  union all
  select 5, 'function', n.nspname || '.' || p.proname, pg_get_functiondef(p.oid)
  from pg_proc p join ours n on n.oid = p.pronamespace
) things order by place, name, body`;

/**
 * The schema of a database as text, read from its catalogue (the embedded database ships no
 * pg_dump): tables with their columns and constraints, indexes, sequences, views, functions.
 */
export async function readSchema(url: string): Promise<string> {
  return onConnection(url, async (client) => {
    const { rows } = await client.query<{ kind: string; name: string; body: string }>(catalogue);
    const parts = rows.map(({ kind, name, body }) => {
      if (kind === 'table') return `table ${name} (\n${body}\n);`;
      return kind === 'sequence' ? `sequence ${name};` : `${kind} ${name}\n${body.trim()};`;
    });
    const head = '-- Generated from the migrations; read its difference in every change.\n\n';
    return `${head}${parts.join('\n\n')}\n`;
  });
}
