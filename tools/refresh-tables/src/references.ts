import {
  type AuditOperationsForm,
  type ColumnType,
  type FunctionsForm,
  isColumnType,
  isPlainName,
  type LogCategoriesForm,
  type ShapeForm,
  type ShapesForm,
  type SignInErrorsForm,
  type TableText,
  type ValueDomainsForm,
} from '@picket/tables';

/** All facts, read and of the right form. */
export interface Facts {
  readonly tables: TableText;
  readonly logCategories: LogCategoriesForm;
  readonly shapes: ShapesForm;
  readonly valueDomains: ValueDomainsForm;
  readonly signInErrors: SignInErrorsForm;
  readonly auditOperations: AuditOperationsForm;
  readonly functions: FunctionsForm;
}

/** A fact that points at something which does not exist. */
export interface Dangling {
  readonly file: string;
  readonly what: string;
  readonly why: string;
}

/** Domains that @picket/tables makes of other facts. */
const derivedDomains = ['signInError', 'auditOperation', 'auditService', 'auditCategory'];

/** Every reference from one fact to another, checked: tables, columns, shapes, domains, sources, groups. */
export function danglingReferences(facts: Facts): readonly Dangling[] {
  const columns = new Map(
    facts.tables.tables.map((table) => [
      table.name,
      new Map([...facts.tables.standard, ...table.columns].map((column) => [column.name, column.type])),
    ]),
  );
  return [
    ...categoryReferences(facts, columns),
    ...shapeReferences(facts, columns),
    ...domainReferences(facts, columns),
    ...signInReferences(facts.signInErrors),
    ...auditReferences(facts.auditOperations),
    ...functionReferences(facts.functions),
  ];
}

type Columns = ReadonlyMap<string, ReadonlyMap<string, ColumnType>>;

function categoryReferences({ logCategories: { categories, delays } }: Facts, columns: Columns): readonly Dangling[] {
  const seen = new Set<string>();
  return categories.flatMap(({ category, slug, table, delay }) => {
    const faults: string[] = [];
    if (!columns.has(table)) faults.push(`its table ${table} is not documented`);
    if (!Object.hasOwn(delays, delay)) faults.push(`the delay '${delay}' is not described`);
    if (!/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(slug)) faults.push(`the slug '${slug}' is not in kebab case`);
    for (const name of [category, slug]) if (seen.has(name)) faults.push(`'${name}' comes twice`);
    seen.add(category).add(slug);
    return faults.map((why) => ({ file: 'log-categories.json', what: category, why }));
  });
}

function shapeReferences(facts: Facts, columns: Columns): readonly Dangling[] {
  const { shapes, columns: bound } = facts.shapes;
  const domains = domainNames(facts);
  const file = 'shapes.json';
  const wordFault = (word: string): string | undefined => {
    if (word === 'any') return undefined;
    const shape = /^shape (\w+)$/.exec(word)?.[1];
    if (shape !== undefined) return Object.hasOwn(shapes, shape) ? undefined : `there is no shape '${shape}'`;
    const [, type = '', domain] = /^(\w+)(?: in (\S+))?$/.exec(word) ?? [];
    if (!isColumnType(type)) return `'${word}' is no shape`;
    return domain === undefined || domains.has(domain) ? undefined : `there is no value domain '${domain}'`;
  };
  const faultsOf = (shape: ShapeForm): readonly string[] =>
    typeof shape === 'string' ? [wordFault(shape) ?? []].flat() : Object.values(shape).flatMap(faultsOf);
  const shared = Object.entries(shapes).flatMap(([name, shape]) => [
    ...faultsOf(shape).map((why) => ({ file, what: name, why })),
    ...(leadsToItself(name, shapes) ? [{ file, what: name, why: 'the shape contains itself' }] : []),
  ]);
  const own = Object.entries(bound).flatMap(([table, shaped]) =>
    Object.entries(shaped).flatMap(([column, shape]) => {
      const type = columns.get(table)?.get(column);
      const fits = type === 'dynamic' || type === 'string';
      const faults = [...(fits ? [] : ['there is no dynamic or string column of that name']), ...faultsOf(shape)];
      return faults.map((why) => ({ file, what: `${table}.${column}`, why }));
    }),
  );
  return [...shared, ...own];
}

function leadsToItself(name: string, shapes: ShapesForm['shapes']): boolean {
  const reached = new Set<string>();
  const visit = (shape: ShapeForm | undefined): void => {
    if (shape === undefined) return;
    if (typeof shape !== 'string') {
      for (const inner of Object.values(shape)) visit(inner);
      return;
    }
    const next = /^shape (\w+)$/.exec(shape)?.[1];
    if (next === undefined || reached.has(next)) return;
    reached.add(next);
    visit(Object.hasOwn(shapes, next) ? shapes[next] : undefined);
  };
  visit(shapes[name]);
  return reached.has(name);
}

function domainReferences(facts: Facts, columns: Columns): readonly Dangling[] {
  const file = 'value-domains.json';
  const { sources, domains, columns: bound } = facts.valueDomains;
  const names = domainNames(facts);
  return [
    ...Object.entries(domains).flatMap(([what, { source }]) =>
      sources[source] ? [] : [{ file, what, why: `there is no source ${source}` }],
    ),
    ...Object.entries(bound).flatMap(([table, of]) =>
      Object.entries(of).flatMap(([column, domain]) => {
        const what = `${table}.${column}`;
        if (!columns.get(table)?.has(column)) return [{ file, what, why: 'there is no column of that name' }];
        return names.has(domain) ? [] : [{ file, what, why: `there is no value domain '${domain}'` }];
      }),
    ),
  ];
}

function signInReferences({ codes, groups, notDocumented }: SignInErrorsForm): readonly Dangling[] {
  const lists = [...Object.entries(groups), ['notDocumented', notDocumented] as const];
  return lists.flatMap(([what, listed]) =>
    listed
      .filter((code) => !Object.hasOwn(codes, code))
      .map((code) => ({ file: 'sign-in-errors.json', what, why: `there is no code ${code}` })),
  );
}

function auditReferences({ observed, loggedAs, operations }: AuditOperationsForm): readonly Dangling[] {
  const file = 'audit-operations.json';
  const names = new Set(Object.values(operations).flat());
  return [
    ...Object.keys(operations)
      .filter((place) => !/^[^/]+\/[^/]+$/.test(place))
      .map((what) => ({ file, what, why: 'must read Service/Category' })),
    ...Object.entries(observed)
      .filter(([, name]) => name !== '' && !names.has(name))
      .map(([what, name]) => ({ file, what, why: `'${name}' is not documented` })),
    ...Object.entries(loggedAs)
      .filter(([documented, logged]) => !names.has(documented) || !Object.hasOwn(observed, logged))
      .map(([what]) => ({ file, what, why: 'must lead from a documented name to an observed one' })),
  ];
}

function functionReferences({ functions, outputs, sources }: FunctionsForm): readonly Dangling[] {
  const file = 'functions.json';
  const names = new Set(Object.keys(functions));
  return [
    ...Object.entries(outputs).flatMap(([what, columns]) =>
      columns
        .split(' ')
        .filter((word) => !isColumnWord(word))
        .map((word) => ({ file, what, why: `'${word}' is not a column` })),
    ),
    ...Object.entries(functions).flatMap(([what, { alias, parameters, output, source }]) => {
      const faults: string[] = [];
      if (!isPlainName(what) || (alias !== undefined && !isPlainName(alias))) faults.push('is not a function name');
      if (alias !== undefined && names.has(alias)) faults.push(`the name ${alias} comes twice`);
      if (alias !== undefined) names.add(alias);
      if (!Object.hasOwn(outputs, output)) faults.push(`there is no output '${output}'`);
      if (!sources[source]) faults.push(`there is no source ${source}`);
      for (const written of parameters) {
        const type = /^\w+:(\w+)(?:=.+)?$/.exec(written)?.[1] ?? '';
        if (!isColumnType(type)) faults.push(`'${written}' is not a parameter`);
      }
      return faults.map((why) => ({ file, what, why }));
    }),
  ];
}

function isColumnWord(word: string): boolean {
  const [name = '', type = 'string', ...more] = word.split(':');
  return more.length === 0 && isPlainName(name) && isColumnType(type);
}

function domainNames({ valueDomains }: Facts): ReadonlySet<string> {
  return new Set([...Object.keys(valueDomains.domains), ...derivedDomains]);
}
