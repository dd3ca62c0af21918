import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { DataFile } from '../data/data-files.ts';
import { sqlName, sqlText } from '../functions/sql-form.ts';
import { ingestionColumn } from '../plan/ingestion-time.ts';
import type { Column, ScalarType } from '../values/cell.ts';
import { unixEpoch } from '../values/ticks.ts';
import type { Store } from './store.ts';
import { sqlTypeOf } from './store-form.ts';

/** A file that DuckDB reads exactly. */
export interface FileSql {
  /** True when the file has values of a column. */
  readonly has: (column: string) => boolean;
  /** SQL that gives columns in the store's forms. It fails for a value that is not what it seems. */
  readonly select: (columns: readonly Column[]) => string;
}

/**
 * How DuckDB reads a file into the store's forms. Undefined when the file has to be read line by line: it is in a form
 * that DuckDB does not read in the same way, or some value in it is not plainly of its column's type.
 */
export async function fileSql(
  store: Store,
  file: DataFile,
  columns: readonly Column[],
): Promise<FileSql | { readonly problems: readonly Diagnostic[] } | undefined> {
  const path = sqlText(file.path);
  // DuckDB takes these for patterns.
  if (path === undefined || /[*?[\]{}]/.test(file.path)) return undefined;
  if (file.form === 'parquet') return parquetSql(store, file, path, columns);
  if (file.form === 'csv') return undefined;
  try {
    return await jsonSql(store, path, columns);
  } catch (failure) {
    // Whatever it is that DuckDB cannot read, the other reader says in which line it is.
    if (failure instanceof Error) return undefined;
    throw failure;
  }
}

interface JsonForm {
  /** Of a value's JSON text: true when it is not plainly of the type. */
  readonly odd: (text: string) => string;
  readonly readAs: string;
  readonly sql: (name: string) => string;
}

const noText = (text: string): string => `${text}[1] <> '"' AND ${text} <> 'null'`;
const noWhole = (text: string): string => `NOT regexp_full_match(${text}, '-?[0-9]+|null')`;
const asRead = (name: string): string => name;

/** `yyyy-MM-ddTHH:mm:ss[.fffffff]Z`, to ticks. */
function momentSql(name: string): string {
  const seconds = `CAST(epoch(CAST(substring(${name}, 1, 19) AS TIMESTAMP)) AS BIGINT)`;
  const fraction = `CAST(rpad(substring(${name}, 21, greatest(0, length(${name}) - 21)), 7, '0') AS BIGINT)`;
  const pattern = '[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}([.][0-9]{1,7})?Z';
  return `CASE WHEN ${name} IS NULL THEN NULL WHEN regexp_full_match(${name}, '${pattern}') THEN ${seconds} * 10000000 + ${unixEpoch} + ${fraction} ELSE error('a datetime in another form') END`;
}

const jsonForms: Readonly<Partial<Record<ScalarType, JsonForm>>> = {
  string: { odd: noText, readAs: 'VARCHAR', sql: (name) => `coalesce(${name}, '')` },
  bool: { odd: (text) => `${text} NOT IN ('true', 'false', 'null')`, readAs: 'BOOLEAN', sql: asRead },
  int: { odd: noWhole, readAs: 'INTEGER', sql: asRead },
  long: { odd: noWhole, readAs: 'BIGINT', sql: asRead },
  real: {
    odd: (text) => `NOT regexp_full_match(${text}, '-?[0-9].*|null')`,
    readAs: 'DOUBLE',
    sql: asRead,
  },
  datetime: { odd: noText, readAs: 'VARCHAR', sql: momentSql },
  dynamic: { odd: () => 'FALSE', readAs: 'JSON', sql: dynamicSql },
};

/** A text that holds an array or a bag is read as such; one that only looks so stays a text. */
function dynamicSql(name: string): string {
  const text = `CAST(${name} AS VARCHAR)`;
  const inner = `(${name} ->> '$')`;
  const holds = `${text}[1] = '"' AND regexp_matches(${inner}, '^[ \\t\\r\\n]*[\\[{]') AND json_valid(${inner})`;
  return `CASE WHEN ${holds} THEN ${inner} ELSE nullif(${text}, 'null') END`;
}

/** JSON lines whose values are all plainly of their types, and none of whose names is unknown or stands twice. */
async function jsonSql(store: Store, path: string, columns: readonly Column[]): Promise<FileSql | undefined> {
  const options = "format = 'newline_delimited', maximum_object_size = 67108864";
  // Texts are told apart faster than lists.
  const keys = `SELECT DISTINCT array_to_string(json_keys(json), chr(1)) FROM read_json_objects(${path}, ${options})`;
  const listed = await store.rows(keys, [{ name: 'names', type: 'string' }]);
  const given = new Set<string>();
  for (const [text] of listed) {
    const row = String(text).split('\u0001');
    if (new Set(row).size !== row.length) return undefined;
    for (const name of row) given.add(name);
  }
  const present = columns.filter(({ name }) => given.has(name));
  // Names that only their case tells apart are one name to SQL.
  if (new Set([...given].map((name) => name.toLowerCase())).size !== given.size) return undefined;
  if (present.length !== given.size || present.some(({ type }) => !jsonForms[type])) return undefined;
  const asJson = present.map(({ name }) => `${sqlText(name)}: 'JSON'`).join(', ');
  const odd = present.map(({ name, type }) => jsonForms[type]?.odd(`CAST(${sqlName(name)} AS VARCHAR)`) ?? 'TRUE');
  const [verdict] = await store.rows(
    `SELECT coalesce(bool_or(${odd.join(' OR ')}), FALSE) FROM read_json(${path}, ${options}, columns = {${asJson}}, auto_detect = false)`,
    [{ name: 'odd', type: 'bool' }],
  );
  if (verdict?.[0] !== false) return undefined;
  const names = new Set(present.map(({ name }) => name));
  const cellSql = ({ name, type }: Column): string =>
    names.has(name) ? (jsonForms[type]?.sql(sqlName(name)) ?? 'NULL') : absentSql(type);
  const arrival = present.filter(({ name }) => arrivals.includes(name)).sort(byArrival);
  return {
    has: (name) => names.has(name) || (name === ingestionColumn.name && arrival.length > 0),
    select: (wanted) => {
      const texts = wanted.map((column) =>
        column.name === ingestionColumn.name ? arrivalSql(arrival.map(cellSql)) : cellSql(column),
      );
      const asked = new Set(wanted.map(({ name }) => name));
      const asksArrival = asked.has(ingestionColumn.name);
      const read = present.filter(({ name }) => asked.has(name) || (asksArrival && arrivals.includes(name)));
      const typed = (read.length > 0 ? read : present.slice(0, 1)).map(
        ({ name, type }) => `${sqlText(name)}: '${jsonForms[type]?.readAs}'`,
      );
      const source = `read_json(${path}, ${options}, columns = {${typed.join(', ')}}, auto_detect = false)`;
      return `SELECT ${texts.join(', ')} FROM ${source}`;
    },
  };
}

const absentSql = (type: ScalarType): string => (type === 'string' ? "''" : `CAST(NULL AS ${sqlTypeOf(type)})`);

/** When the row came in: at `_TimeReceived`, else at its TimeGenerated. */
const arrivals: readonly string[] = ['_TimeReceived', 'TimeGenerated'];
const byArrival = (a: Column, b: Column): number => arrivals.indexOf(a.name) - arrivals.indexOf(b.name);
const arrivalSql = (texts: readonly string[]): string =>
  texts.length > 0 ? `coalesce(${texts.join(', ')})` : 'CAST(NULL AS BIGINT)';

interface ParquetForm {
  readonly type: ScalarType;
  readonly sql: (name: string) => string;
}

const ticksOf = (micros: string): string => `(${micros} * 10 + ${unixEpoch})`;

/** Types of Parquet columns as DuckDB tells them; those that are not here could lose something. */
function parquetForm(type: string): ParquetForm | undefined {
  const forms: readonly (readonly [RegExp, ScalarType, (name: string) => string])[] = [
    [/^VARCHAR$/, 'string', (name) => `coalesce(${name}, '')`],
    [/^BOOLEAN$/, 'bool', (name) => name],
    [/^(TINYINT|SMALLINT|INTEGER|UTINYINT|USMALLINT)$/, 'int', (name) => `CAST(${name} AS INTEGER)`],
    [/^(BIGINT|UINTEGER)$/, 'long', (name) => `CAST(${name} AS BIGINT)`],
    [/^DOUBLE$/, 'real', (name) => name],
    [/^FLOAT$/, 'real', (name) => `CAST(${name} AS DOUBLE)`],
    [
      /^(TIMESTAMP|TIMESTAMP_S|TIMESTAMP_MS|TIMESTAMP WITH TIME ZONE)$/,
      'datetime',
      (name) => ticksOf(`epoch_us(${name})`),
    ],
    [/^TIMESTAMP_NS$/, 'datetime', (name) => `(epoch_ns(${name}) // 100 + ${unixEpoch})`],
    [/^DATE$/, 'datetime', (name) => ticksOf(`epoch_us(CAST(${name} AS TIMESTAMP))`)],
    [/^UUID$/, 'guid', (name) => `CAST(${name} AS VARCHAR)`],
    [/^(STRUCT|MAP|.*\[\]$|JSON)/, 'dynamic', (name) => `CAST(to_json(${name}) AS VARCHAR)`],
  ];
  const found = forms.find(([pattern]) => pattern.test(type));
  return found && { type: found[1], sql: found[2] };
}

/** The columns of a Parquet file, by its own types. */
export async function parquetColumns(store: Store, file: DataFile): Promise<readonly Column[] | undefined> {
  const given = await described(store, file);
  const columns = given.flatMap(({ name, sqlType }) => {
    const form = parquetForm(sqlType);
    return form ? [{ name, type: form.type }] : [];
  });
  return columns.length === given.length && columns.length > 0 ? columns : undefined;
}

async function described(
  store: Store,
  file: DataFile,
): Promise<readonly { readonly name: string; readonly sqlType: string }[]> {
  const rows = await store.rows(
    `SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM read_parquet(${sqlText(file.path)}))`,
    [
      { name: 'name', type: 'string' },
      { name: 'type', type: 'string' },
    ],
  );
  return rows.map(([name, sqlType]) => ({ name: String(name), sqlType: String(sqlType) }));
}

async function parquetSql(
  store: Store,
  file: DataFile,
  path: string,
  columns: readonly Column[],
): Promise<FileSql | { readonly problems: readonly Diagnostic[] }> {
  const at = { file: file.path, start: { line: 1, column: 1 }, end: { line: 1, column: 1 } };
  let given: Awaited<ReturnType<typeof described>>;
  try {
    given = await described(store, file);
  } catch (failure) {
    const why = failure instanceof Error ? (failure.message.split('\n')[0] ?? '') : '';
    return { problems: [diagnostic('ENG131', { file: file.path, why }, at)] };
  }
  const problems: Diagnostic[] = [];
  const texts = new Map<string, string>();
  for (const { name, sqlType } of given) {
    const column = columns.find((each) => each.name === name);
    const sql = column && asColumn(sqlType, column.type, sqlName(name));
    if (sql !== undefined) texts.set(name, sql);
    else
      problems.push(
        column
          ? diagnostic('ENG134', { file: file.path, column: name, type: sqlType, wanted: column.type }, at)
          : diagnostic('ENG106', { column: name }, at),
      );
  }
  if (problems.length > 0) return { problems };
  const arrival = columns.filter(({ name }) => texts.has(name) && arrivals.includes(name)).sort(byArrival);
  return {
    has: (name) => texts.has(name) || (name === ingestionColumn.name && arrival.length > 0),
    select: (wanted) => {
      const selected = wanted.map(({ name, type }) =>
        name === ingestionColumn.name
          ? arrivalSql(arrival.map((column) => texts.get(column.name) ?? 'NULL'))
          : (texts.get(name) ?? absentSql(type)),
      );
      return `SELECT ${selected.join(', ')} FROM read_parquet(${path})`;
    },
  };
}

function asColumn(sqlType: string, wanted: ScalarType, name: string): string | undefined {
  const form = parquetForm(sqlType);
  if (form?.type === wanted) return form.sql(name);
  if (form?.type === 'int' && wanted === 'long') return `CAST(${name} AS BIGINT)`;
  if (form?.type === 'int' && wanted === 'real') return `CAST(${name} AS DOUBLE)`;
  // A text may hold JSON, as exports write it.
  if (form?.type === 'string' && wanted === 'dynamic')
    return `CASE WHEN json_valid(${name}) THEN CAST(${name} AS VARCHAR) WHEN ${name} = '' THEN NULL ELSE CAST(to_json(${name}) AS VARCHAR) END`;
  return undefined;
}
