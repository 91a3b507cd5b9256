import { rooms, type RoomName } from '#modules';
import { codeOf, importsOf, roomOf, type Source } from './source.ts';

/** A broken rule of the house: where, and which. */
export type Offence = { path: string; rule: string; detail: string };

type Rule = (source: Source) => string[];

const roomNames = Object.keys(rooms) as RoomName[];

/** Rooms import each other only by their door, and only those the room table lists. */
const importsFollowTheTable: Rule = (source) => {
  const room = roomOf(source.path) as RoomName | undefined;
  if (!room) return [];
  const isTest = source.path.endsWith('.test.ts');
  const allowed: readonly string[] = rooms[room];
  return importsOf(source).flatMap(({ from }) => {
    const named = roomNames.find((name) => from === `#${name}`);
    if (named && named !== room && !isTest && !allowed.includes(named))
      return [`${room} may not use ${named}`];
    const deep = /modules\/([a-z]+)\//.exec(from)?.[1];
    if (deep && deep !== room) return [`reaches into ${deep} past its door`];
    const up = from.startsWith('../../') && new URL(from, `file:///${source.path}`).pathname;
    if (up && !isTest && !up.startsWith(`/src/modules/${room}/`))
      return [`leaves its room by ${from}`];
    return [];
  });
};

/** The room table only points up. */
export function tablePointsUp(table: Record<string, readonly string[]>): Offence[] {
  const names = Object.keys(table);
  return names.flatMap((name, place) =>
    table[name]!.filter((used) => !names.slice(0, place).includes(used)).map((used) =>
      offence('src/modules/modules.ts', 'table-points-up', `${name} → ${used}`),
    ),
  );
}

/** The platform knows no room. */
const platformKnowsNoRoom: Rule = (source) => {
  if (!source.path.startsWith('src/platform/')) return [];
  return importsOf(source)
    .filter(
      ({ from }) => roomNames.some((name) => from === `#${name}`) || from.includes('modules/'),
    )
    .map(({ from }) => `imports ${from}`);
};

/** Pages take only types from the rooms: one copy of every module runs. */
const pagesTakeTypesOnly: Rule = (source) => {
  if (!source.path.startsWith('web/')) return [];
  return importsOf(source)
    .filter(({ from, typeOnly }) => !typeOnly && roomNames.some((name) => from === `#${name}`))
    .map(({ from }) => `takes more than types from ${from}`);
};

const sqlVerb = /\b(?:from|join|into|update|table|function|perform|select|call)\s+$/i;

/** SQL stands in a room's store and names its own schema, and functions of the rooms it may use. */
const sqlStaysHome: Rule = (source) => {
  const room = roomOf(source.path);
  if (!room || source.path.endsWith('.test.ts')) return [];
  const code = codeOf(source);
  const found: string[] = [];
  if (/\bsql(?:<[^`]*?>)?`/.test(code) && !/\/(store|commands)\//.test(source.path)) {
    found.push('SQL outside store/');
  }
  for (const match of code.matchAll(/\b([a-z]+)\.(?:"?[a-z_]+"?)/g)) {
    const [, schema] = match;
    const isRoom = roomNames.includes(schema as RoomName) && schema !== room;
    const before = code.slice(Math.max(0, match.index - 30), match.index);
    const isCall = code[match.index + match[0].length] === '(' && !/\binto\s+$/i.test(before);
    if (isCall && (rooms[room as RoomName] as readonly string[]).includes(schema!)) continue;
    if (isRoom && (sqlVerb.test(before) || before.endsWith("'"))) found.push(`SQL on ${match[0]}`);
  }
  return found;
};

/** A migration of a room touches its own schema, the platform's, and the functions of its rooms. */
export const migrationsStayHome: Rule = (source) => {
  const room = /^db\/migrations\/\d{4}-([a-z]+)\.sql$/.exec(source.path)?.[1] as RoomName;
  if (!room || !roomNames.includes(room)) return [];
  const allowed: readonly string[] = rooms[room];
  const code = source.text.replace(/--[^\n]*/g, '');
  return [...code.matchAll(/\b([a-z]+)\.([a-z_]+)\s*(\(?)/g)].flatMap(([, schema, name, call]) => {
    if (!roomNames.includes(schema as RoomName) || schema === room) return [];
    if (!allowed.includes(schema!)) return [`${room} may not use ${schema}.${name}`];
    return call === '(' ? [] : [`reads ${schema}.${name}, which is no function`];
  });
};

/** Time and chance come from the platform's own places. */
const timeIsHanded: Rule = (source) => {
  if (!source.path.startsWith('src/') || source.path.endsWith('.test.ts')) return [];
  if (/^src\/platform\/(clock|log)\.ts$/.test(source.path)) return [];
  const code = codeOf(source);
  return [
    ...(/\bDate\.now\(|\bnew Date\(\)/.test(code) ? ['reads the machine’s clock'] : []),
    ...(/\bMath\.random\(/.test(code) ? ['uses Math.random'] : []),
  ];
};

/** Only the configuration reads the environment. */
const environmentIsReadOnce: Rule = (source) => {
  if (!source.path.startsWith('src/') || source.path.endsWith('.test.ts')) return [];
  const allowed =
    /^src\/(main|operator|audit|ledger-export|platform\/(log|http\/pages|db\/.*|pictures\/.*))/;
  if (allowed.test(source.path) || source.path === 'src/platform/config.ts') return [];
  return /\bprocess\.env\b/.test(codeOf(source)) ? ['reads process.env'] : [];
};

const linesMax = 300;
/** A test file is a list: it may be longer than what it tests. */
const testLinesMax = 500;

/** A file is short enough to be read at once. */
const filesAreShort: Rule = (source) => {
  const lines = source.text.split('\n').length - 1;
  // Lists of cases, drawings and demo stories are read entry by entry.
  const isList = /\.(test|journey|browser|sim)\.ts$|^db\/seed\//.test(source.path);
  const max = isList ? testLinesMax : linesMax;
  return lines > max ? [`${lines} lines, at most ${max}`] : [];
};

/** No unfinished business, and no names that say nothing. */
const nothingIsLeftLying: Rule = (source) => {
  const marks = /\b(TODO|FIXME|XXX)\b/.exec(source.text);
  const vague = /(^|\/)(utils?|helpers?|common|misc)(\.|\/)/.exec(source.path);
  return [...(marks ? [`says ${marks[1]}`] : []), ...(vague ? ['a name that says nothing'] : [])];
};

/** Default exports only where a tool asks for one. */
const exportsAreNamed: Rule = (source) => {
  if (!/^(src|test|bench|db)\//.test(source.path)) return [];
  return /^export default /m.test(source.text) ? ['has a default export'] : [];
};

const sourceRules: Record<string, Rule> = {
  'imports-follow-the-table': importsFollowTheTable,
  'platform-knows-no-room': platformKnowsNoRoom,
  'pages-take-types-only': pagesTakeTypesOnly,
  'sql-stays-home': sqlStaysHome,
  'migrations-stay-home': migrationsStayHome,
  'time-is-handed': timeIsHanded,
  'environment-is-read-once': environmentIsReadOnce,
  'files-are-short': filesAreShort,
  'nothing-is-left-lying': nothingIsLeftLying,
  'exports-are-named': exportsAreNamed,
};

export const ruleNames = Object.keys(sourceRules);

/** Every broken rule in these sources. */
export function offencesIn(sources: Source[]): Offence[] {
  return sources.flatMap((source) =>
    Object.entries(sourceRules).flatMap(([rule, find]) =>
      find(source).map((detail) => offence(source.path, rule, detail)),
    ),
  );
}

function offence(path: string, rule: string, detail: string): Offence {
  return { path, rule, detail };
}

/** Codes that are refused with but have no text, or bear another room's name. */
export function refusalOffences(sources: Source[]): Offence[] {
  const written = new Set(
    sources
      .filter(({ path }) => /refusals?\.ts$|refusal\.ts$|sandbox\/routes\.ts$/.test(path))
      .flatMap(({ text }) => [...text.matchAll(/^\s+'([a-z]+\/[a-z-]+)': \{/gm)].map((m) => m[1]!)),
  );
  return sources.flatMap((source) => {
    const used = [
      ...codeOf(source).matchAll(/\b(?:refuse|Refusal|refused)\(\s*'([a-z]+\/[a-z-]+)'/g),
    ];
    const room = roomOf(source.path);
    return used.flatMap(([, code]) => {
      const owner = code!.split('/')[0]!;
      if (!written.has(code!)) return [offence(source.path, 'codes-have-texts', code!)];
      // A test may see what a room below refuses; a room itself refuses with its own codes.
      const isFree = source.path.endsWith('.test.ts') || ['platform', 'pictures'].includes(owner);
      const foreign = room && owner !== room && !isFree;
      return foreign ? [offence(source.path, 'codes-bear-their-room', code!)] : [];
    });
  });
}
