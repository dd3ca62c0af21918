import {
  type CheckContext,
  checkConnector,
  checkEventFile,
  checkRepository,
  checkRule,
  checkRuleTest,
  checkUniqueConnectors,
  checkUniqueRules,
  checkUniqueWorkbooks,
  checkWorkbook,
  checkWorkbookHistory,
  connectorQueries,
  type PackageUnderCheck,
  type RuleChange,
  rawUnderCheck,
  sourceUnderCheck,
  type WorkbookChange,
  workbookKql,
} from '@picket/checks';
import {
  applySuppressions,
  type Diagnostic,
  diagnostic,
  type Report,
  type Checked as Result,
  type Suppressed,
  sortDiagnostics,
} from '@picket/diagnostics';
import { type Analysis, type Declarations, openAnalyser } from '@picket/kql';
import {
  type ConnectorDraft,
  classify,
  type Document,
  type RawWorkbook,
  type RuleDraft,
  type RuleTest,
  readConnector,
  readPackageSettings,
  readRawWorkbook,
  readRule,
  readRuleTest,
  readWorkbook,
  type SourceFile,
  type WorkbookDraft,
} from '@picket/model';

export interface CheckInput {
  readonly files: readonly SourceFile[];
  /** package.json files of packages of which only a part is checked; they are read, and not reported on. */
  readonly manifests?: readonly SourceFile[] | undefined;
  /** Files named one by one: a YAML file of these is a rule even if nothing in it says so. */
  readonly named: ReadonlySet<string>;
  /** Paths are relative to the root of a repository, so content/<slug>/ is a package. */
  readonly inRepository: boolean;
  readonly declarations: Declarations;
  /** Missing: nothing is kept for a later run. */
  readonly cacheDirectory?: string | undefined;
  readonly threads?: number | undefined;
  /** YYYY-MM-DD; what suppressions are held against. */
  readonly today: string;
  readonly history?: History | undefined;
  readonly onProgress?: (done: number, total: number) => void;
}

/** What files said at the git base, by path; missing for new and for unchanged ones. */
export interface History {
  readonly rules: ReadonlyMap<string, RuleDraft>;
  readonly workbooks: ReadonlyMap<string, WorkbookDraft>;
}

export interface CheckedFiles {
  readonly report: Report;
  readonly rules: number;
  readonly connectors: number;
  readonly tests: number;
  readonly workbooks: number;
  /** YAML files that are neither: hunting queries, parsers, playbooks and the like. */
  readonly others: number;
  /** What a query of these files means. */
  readonly analysisOf: (query: string) => Analysis | undefined;
}

interface Read {
  readonly rules: Document<RuleDraft>[];
  readonly connectors: Document<ConnectorDraft>[];
  readonly tests: Document<RuleTest>[];
  readonly workbooks: Document<WorkbookDraft>[];
  readonly rawWorkbooks: Document<RawWorkbook>[];
  readonly eventFiles: SourceFile[];
  readonly packages: PackageUnderCheck[];
  readonly problems: Diagnostic[];
  readonly checkedFiles: Set<string>;
  others: number;
}

/**
 * files ─ read ─▶ documents ─ analyse ─▶ analyses ─ check ─▶ problems ─ suppress ─▶ report
 *
 * A key that reading refused is left out of the checks after it; all problems of a file are reported at once.
 */
export async function checkFiles(input: CheckInput): Promise<CheckedFiles> {
  const read = readAll(input);
  const queries = read.rules.flatMap((rule) => rule.value.query ?? []);
  const fromConnectors = read.connectors.map((connector) =>
    connectorQueries(connector.value).map(({ query }) => query),
  );
  const workbooks = [...read.workbooks.map(sourceUnderCheck), ...read.rawWorkbooks.map(rawUnderCheck)];
  const analyses = await analyse([...queries, ...fromConnectors.flat(), ...workbooks.flatMap(workbookKql)], input);

  const context: CheckContext = { connectorIds: new Set(read.connectors.flatMap((c) => c.value.id ?? [])) };
  const problems = [
    ...read.problems,
    ...read.rules.flatMap((rule) =>
      checkRule(rule, rule.value.query === undefined ? undefined : analyses.get(rule.value.query), context),
    ),
    ...read.connectors.flatMap((connector, i) =>
      checkConnector(
        connector,
        (fromConnectors[i] ?? []).map((query) => analyses.get(query)),
      ),
    ),
    ...workbooks.flatMap((workbook) => checkWorkbook(workbook, (kql) => analyses.get(kql))),
    ...testData(read),
    ...acrossFiles(read, input.history),
  ];
  const { left, suppressed } = suppress(input, problems);
  return {
    report: { files: [...read.checkedFiles], problems: sortDiagnostics(left), suppressed },
    rules: read.rules.length,
    connectors: read.connectors.length,
    tests: read.tests.length,
    workbooks: read.workbooks.length + read.rawWorkbooks.length,
    others: read.others,
    analysisOf: (query) => analyses.get(query),
  };
}

/** A file of a content package; only in a repository, where paths are relative to its root. */
const layout =
  /^content\/([^/]+)\/(?:(package\.json)|connector\.ya?ml|workbook\.(?:ya?ml|json)|(?:rules|tests)\/[^/]+\.ya?ml)$/;

interface Folder {
  readonly rules: Document<RuleDraft>[];
  connector?: Document<ConnectorDraft>;
  manifest?: SourceFile;
  readonly first: SourceFile;
}

function readAll({ files, named, inRepository, manifests = [] }: CheckInput): Read {
  const read: Read = {
    rules: [],
    connectors: [],
    tests: [],
    workbooks: [],
    rawWorkbooks: [],
    eventFiles: [],
    packages: [],
    problems: [],
    checkedFiles: new Set(),
    others: 0,
  };
  const folders = new Map<string, Folder>();
  for (const file of files) {
    const [, slug, manifest] = (inRepository && layout.exec(file.path)) || [];
    const folder = slug === undefined ? undefined : (folders.get(slug) ?? { rules: [], first: file });
    if (slug !== undefined && folder) folders.set(slug, folder);
    if (manifest && folder) folder.manifest = file;
    else if (/\.ya?ml$/i.test(file.path)) readYamlFile(file, named.has(file.path), folder, read);
    else if (/(?:^|\/)workbook\.json$/.test(file.path)) readRawFile(file, read);
    else if (/\.jsonl$/i.test(file.path)) read.eventFiles.push(file);
  }
  const beside = new Map(manifests.map((manifest) => [manifest.path, manifest]));
  for (const [slug, folder] of folders) {
    const found = readFolder(slug, folder, beside.get(`content/${slug}/package.json`));
    read.problems.push(...found.problems);
    if (folder.manifest) read.checkedFiles.add(folder.manifest.path);
    if (found.value) read.packages.push(found.value);
  }
  return read;
}

function readYamlFile(file: SourceFile, isNamed: boolean, folder: Folder | undefined, read: Read): void {
  const kind = classify(file.path, beginningOf(file));
  if (kind === 'connector') {
    const { draft, problems } = readConnector(file);
    note(problems);
    if (!draft) return;
    read.connectors.push(draft);
    if (folder) folder.connector = draft;
  } else if (kind === 'workbook') {
    const { draft, problems } = readWorkbook(file);
    note(problems);
    if (draft) read.workbooks.push(draft);
  } else if (kind === 'rule-test') {
    const { test, problems } = readRuleTest(file);
    note(problems);
    if (test) read.tests.push(test);
  } else if (kind === 'rule' || isNamed) {
    const { draft, problems } = readRule(file);
    note(problems);
    if (!draft) return;
    read.rules.push(draft);
    folder?.rules.push(draft);
  } else {
    read.others += 1;
  }

  function note(problems: readonly Diagnostic[]): void {
    read.problems.push(...problems);
    read.checkedFiles.add(file.path);
  }
}

function readRawFile(file: SourceFile, read: Read): void {
  const { workbook, problems } = readRawWorkbook(file);
  read.problems.push(...problems);
  read.checkedFiles.add(file.path);
  if (workbook) read.rawWorkbooks.push(workbook);
}

/**
 * Telling kinds apart takes the keys only; a file too large to be read is told by its beginning. UTF-16 is read here so
 * that a rule in it is refused for its encoding, not passed over.
 */
function beginningOf({ bytes }: SourceFile): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes.subarray(0, 1024 * 1024));
}

function readFolder(slug: string, selected: Folder, beside: SourceFile | undefined): Result<PackageUnderCheck> {
  const { rules, connector, first } = selected;
  const folder = `content/${slug}`;
  const manifest = selected.manifest ?? beside;
  if (!manifest) {
    const start = { line: 1, column: 1 };
    return { problems: [diagnostic('SET201', { folder }, { file: first.path, start, end: start })] };
  }
  const { value, problems } = readPackageSettings(manifest);
  const told = selected.manifest ? problems : [];
  if (!value) return { problems: told };
  const { category, table = '' } = value.value.picket;
  return { value: { folder, slug, category, table, rules, connector }, problems: told };
}

/** Each query once; with the analyser closed whatever happens. */
async function analyse(
  queries: readonly string[],
  { declarations, cacheDirectory, threads, onProgress }: CheckInput,
): Promise<ReadonlyMap<string, Analysis>> {
  const unique = [...new Set(queries)];
  const analyser = openAnalyser({
    declarations,
    ...(cacheDirectory ? { cacheDirectory } : {}),
    ...(threads ? { threads } : {}),
  });
  try {
    const analyses = await analyser.analyseAll(unique, onProgress);
    return new Map(unique.flatMap((query, i) => (analyses[i] ? [[query, analyses[i]] as const] : [])));
  } finally {
    await analyser.close();
  }
}

/** Test data against the rules of the same package: what their queries name may be there. */
function testData({ rules, tests, eventFiles, checkedFiles }: Read): readonly Diagnostic[] {
  const packageOf = (path: string): string => path.replace(/(?:^|\/)(?:rules|tests)\/.*$/, '');
  const slugOf = (path: string): string | undefined =>
    path
      .split('/')
      .at(-1)
      ?.replace(/\.ya?ml$/i, '');
  const queriesFor = (path: string, slug?: string): string =>
    rules
      .filter(({ file }) => packageOf(file) === packageOf(path) && (slug === undefined || slugOf(file) === slug))
      .map(({ value }) => value.query ?? '')
      .join('\n');
  for (const { path } of eventFiles) checkedFiles.add(path);
  return [
    ...tests.flatMap((test) => checkRuleTest(test, queriesFor(test.file, slugOf(test.file)))),
    ...eventFiles.flatMap(({ path, bytes }) => checkEventFile(path, new TextDecoder().decode(bytes), queriesFor(path))),
  ];
}

/** What needs several files, or an earlier state of one. */
function acrossFiles(read: Read, history: CheckInput['history']): readonly Diagnostic[] {
  const { packages, rules, connectors, workbooks } = read;
  const changes = rules.map((after): RuleChange => ({ before: history?.rules.get(after.file), after }));
  const ofWorkbooks = [
    ...checkUniqueWorkbooks(workbooks),
    ...checkWorkbookHistory(
      workbooks.map((after): WorkbookChange => ({ before: history?.workbooks.get(after.file), after })),
    ),
  ];
  const packaged = new Set(packages.flatMap((each) => each.rules));
  if (packaged.size === rules.length) return [...checkRepository({ packages }, changes), ...ofWorkbooks];
  // Rules of any folder: they still must be told apart in a workspace.
  const inPackages = checkRepository({ packages: packages.map((each) => ({ ...each, rules: [] })) }, changes);
  return [...inPackages, ...checkUniqueRules(rules), ...checkUniqueConnectors(connectors), ...ofWorkbooks];
}

function suppress(
  { files, today }: CheckInput,
  problems: readonly Diagnostic[],
): { readonly left: readonly Diagnostic[]; readonly suppressed: readonly Suppressed[] } {
  const byFile = new Map<string, Diagnostic[]>();
  const left: Diagnostic[] = [];
  for (const problem of problems) {
    const list = problem.at && (byFile.get(problem.at.file) ?? []);
    if (!problem.at || !list) left.push(problem);
    else byFile.set(problem.at.file, [...list, problem]);
  }
  const suppressed: Suppressed[] = [];
  for (const file of files) {
    const own = byFile.get(file.path) ?? [];
    byFile.delete(file.path);
    const applied = applySuppressions(file.path, new TextDecoder().decode(file.bytes), own, today);
    left.push(...applied.problems);
    suppressed.push(...applied.suppressed);
  }
  return { left: [...left, ...[...byFile.values()].flat()], suppressed };
}
