import type { CommandRow, OptionRow } from '../command.ts';

const json: OptionRow = { flags: '--json', says: 'print the values of the core as JSON' };
const target: OptionRow = { flags: '--target <name>', says: 'workspace of picket.yaml to work on', standard: 'local' };
const out: OptionRow = { flags: '--out <folder>', says: 'folder for the templates', standard: 'dist' };
const failOn: OptionRow = {
  flags: '--fail-on <severity>',
  says: 'lowest severity that fails the run',
  choices: ['error', 'warning', 'note'],
  standard: 'error',
};
const yes: OptionRow = { flags: '--yes', says: 'apply without asking, deletions included' };
const transport: OptionRow = {
  flags: '--transport <kind>',
  says: 'arm: changed resources as deployments; rest: one call a resource',
  choices: ['arm', 'rest'],
  standard: 'arm',
};
const adopt: OptionRow = {
  flags: '--adopt',
  says: 'take over resources that are in the workspace under the same id but were not deployed from here',
};

const overwrite: OptionRow = {
  flags: '--overwrite-conflicts',
  says: 'give up portal edits of resources that the repository changed too',
};

const data: OptionRow = {
  flags: '--data <paths...>',
  says: 'JSON, JSONL, CSV or Parquet files, or folders of them, named after tables',
};
const whereQueriesRun: readonly OptionRow[] = [
  {
    flags: '--engine <where>',
    says: 'this machine, the Log Analytics workspace of --target, or an Azure Data Explorer database',
    choices: ['local', 'log-analytics', 'adx'],
    standard: 'local',
  },
  { flags: '--target <name>', says: 'an Azure target of picket.yaml, with --engine log-analytics' },
  { flags: '--cluster <address>', says: 'https://NAME.REGION.kusto.windows.net, with --engine adx' },
  { flags: '--database <name>', says: 'a database of the cluster' },
];

/** Every command, in the order of the help. */
export const commands: readonly CommandRow[] = [
  {
    name: 'check',
    args: '[paths...]',
    summary: 'find the problems in rules, workbooks and connectors',
    details:
      'Checks content packages, or any file or folder of rules given by path: structure, KQL against the documented ' +
      'tables, the columns that mappings name, limits, ids, ATT&CK. All problems at once, each with code and place.',
    options: [
      {
        flags: '--format <form>',
        says: 'form of the report',
        choices: ['text', 'json', 'sarif', 'junit', 'github'],
        standard: 'text',
      },
      json,
      failOn,
      { flags: '--notes', says: 'show every note in the text report, also when there are many' },
      {
        flags: '--changed-since <ref>',
        says: 'only files that differ from this git commit; also holds versions against it',
      },
      { flags: '--base <ref>', says: 'git commit that versions and ids are held against' },
      { flags: '--output <file>', says: 'write the report to a file and the summary to the terminal' },
      { flags: '--threads <count>', says: 'worker threads for the analyser' },
      { flags: '--no-cache', says: 'analyse every query anew' },
    ],
    examples: [
      ['picket check', 'all content of the repository'],
      ['picket check content/sign-in-logs', 'one package'],
      ['picket check ~/Azure-Sentinel/Detections --format sarif --output out.sarif', 'any folder of rules'],
      ['picket check --changed-since origin/main --format github', 'what a pull request changes'],
    ],
    load: () => import('./check.ts'),
  },
  {
    name: 'test',
    args: '[paths...]',
    summary: "run every rule's cases, from events to alerts",
    details:
      'The cases of rules/<slug>.yaml stand in tests/<slug>.yaml: events, and the alerts, entities and incidents that the ' +
      'rule has to make of them. All of it runs on this machine.',
    options: [
      { flags: '--filter <pattern>', says: 'only cases whose rule and name match this regular expression' },
      {
        flags: '--changed-since <ref>',
        says: 'only rules that differ from this git commit, or whose test or events do',
      },
      {
        flags: '--mutate',
        says: 'change each rule in one place after the other and name the changes that no case notices',
      },
      {
        flags: '--explain',
        says: 'show how many rows each step of the query lets through, for cases that do not hold and for those of --filter',
      },
      {
        flags: '--update',
        says: 'write what the rules make of the events now into cases that do not hold, after showing the difference',
      },
      { flags: '--watch', says: 'run again what a saved file concerns, until Ctrl+C' },
      {
        flags: '--format <form>',
        says: 'form of the report',
        choices: ['text', 'json', 'junit', 'github'],
        standard: 'text',
      },
      json,
      { flags: '--output <file>', says: 'write the report to a file and the summary to the terminal' },
    ],
    examples: [
      ['picket test', 'all rules of the repository'],
      ['picket test content/sign-in-logs', 'one package'],
      ['picket test content/sign-in-logs/rules/password-spray-from-one-address.yaml', "one rule's cases"],
      ['picket test --changed-since origin/main --format github', 'what a pull request changes'],
    ],
    load: () => import('./test.ts'),
  },
  {
    name: 'query',
    args: '[kql]',
    summary: 'run KQL on local files or where the data lives, exactly or not at all',
    details:
      'Files are named after tables. An operator or function that is not implemented is refused with its name and place; ' +
      'nothing is guessed.',
    options: [
      data,
      { flags: '--now <time>', says: 'the clock of the query, ISO 8601; the default is this moment' },
      { flags: '--format <form>', says: 'form of the result', choices: ['table', 'json', 'csv'], standard: 'table' },
      {
        flags: '--missing <how>',
        says: 'a documented table without a file: empty (the default with --data), or the query is refused',
        choices: ['empty', 'refuse'],
      },
      { flags: '--batch', says: 'JSON lines in, JSON lines out: one query a line' },
      ...whereQueriesRun,
    ],
    examples: [
      ["picket query 'print 1 + 1'", 'a query that needs no data'],
      [
        "picket query 'SigninLogs | count' --data events/",
        'events/SigninLogs.jsonl, .csv.gz, .parquet or a folder SigninLogs/',
      ],
      [
        "picket query 'SigninLogs | count' --engine log-analytics --target production",
        'in the workspace, by your own sign-in',
      ],
    ],
    load: () => import('./query.ts'),
  },
  {
    name: 'explain-query',
    args: '<query>',
    summary: 'show how many rows each step of a query or rule lets through',
    details:
      'Takes KQL or the file of a rule. Each operator with the rows that go in and come out, the parts of filters that keep ' +
      'rows out with the values that fail them; of a rule also its window, and where each event is lost.',
    options: [
      data,
      {
        flags: '--now <time>',
        says: 'the clock of the query or the moment of the run, ISO 8601; the default is this moment',
      },
      json,
    ],
    examples: [
      [
        'picket explain-query content/sign-in-logs/rules/password-spray-from-one-address.yaml --data events/ --now 2026-03-02T10:00:00Z',
        'why a rule did not fire',
      ],
    ],
    load: () => import('./explain-query.ts'),
  },
  {
    name: 'backtest',
    summary: 'run rules over recorded events as their schedule would have',
    details:
      'Alerts and incidents a day, the noisiest rules, the entities in most alerts. Interrupted, it reports what was done ' +
      'so far and ends with 3.',
    options: [
      data,
      { flags: '--from <time>', says: 'the first run is one frequency later, ISO 8601' },
      { flags: '--to <time>', says: 'the last run is then or before' },
      { flags: '--rules <paths...>', says: 'files or folders of rules; the default is all of content/' },
      { flags: '--html <file>', says: 'also write a page with charts' },
      ...whereQueriesRun,
      json,
    ],
    examples: [
      ['picket backtest --data events/ --from 2026-02-01 --to 2026-03-01', 'all rules over a month of exported events'],
      [
        'picket backtest --data events/ --from 2026-02-01 --to 2026-02-08 --rules content/sign-in-logs --html backtest.html',
        'one package, with a page to show',
      ],
    ],
    load: () => import('./backtest.ts'),
  },
  {
    name: 'preview',
    args: '[paths...]',
    summary: 'show workbooks, rules and coverage in a browser, on sample data',
    details:
      'Workbooks run on sample events through the engine; beside them the rules with their cases, ATT&CK coverage and what ' +
      'is known of each log. Pages reload when a file changes.',
    options: [
      { flags: '--port <number>', says: 'port on 127.0.0.1; 0 takes a free one', standard: '8898' },
      data,
      {
        flags: '--now <time>',
        says: 'the clock of the queries, ISO 8601; the default is that of the sample, or the last event of --data',
      },
      {
        flags: '--export <folder>',
        says: 'write the same as files, with a picture of each workbook where there is a Chromium',
      },
      json,
    ],
    examples: [
      ['picket preview', 'all packages, on sample events'],
      ['picket preview content/sign-in-logs --data events/', 'one package, on events of your own'],
      ['picket preview --export site/', 'for a pull request, or GitHub Pages'],
    ],
    load: () => import('./preview.ts'),
  },
  {
    name: 'sample-data',
    summary: 'write the logs of an invented company on ordinary days',
    details:
      'A file of JSON lines for each of the 27 log categories, and for alerts, incidents and identities: 200 people at work, ' +
      'with their mistakes, and the noise of the internet. Nobody attacks with success. The same seed gives the same bytes.',
    options: [
      { flags: '--out <folder>', says: 'folder for the files, named after tables', standard: 'sample-data' },
      { flags: '--days <count>', says: 'how far back the logs reach', standard: '7' },
      { flags: '--events <count>', says: 'about so many rows; 1,500 a day at least', standard: '20000' },
      { flags: '--seed <number>', says: 'another company and other days', standard: '1' },
      { flags: '--now <time>', says: 'where the logs end, ISO 8601; the default is this moment' },
      json,
    ],
    examples: [
      ['picket sample-data --days 14 --events 100000 --now 2026-03-02T10:00:00Z', 'two weeks into sample-data/'],
      [
        'picket backtest --data sample-data --from 2026-02-23 --to 2026-03-02',
        'how often the rules would have cried wolf in their second week',
      ],
    ],
    load: () => import('./sample-data.ts'),
  },
  {
    name: 'build',
    args: '[paths...]',
    summary: 'write the ARM templates',
    details: 'Same content, same bytes. A template is written only when it differs from what is there.',
    options: [out, json],
    examples: [
      ['picket build', 'templates of all packages into dist/'],
      ['picket build content/audit-logs --out /tmp/templates', 'one package'],
    ],
    load: () => import('./build.ts'),
  },
  {
    name: 'plan',
    summary: 'show what a deployment would change, field by field',
    options: [
      target,
      { flags: '--out <file>', says: 'save the plan for picket apply' },
      { flags: '--format <form>', says: 'form of the plan', choices: ['text', 'markdown', 'json'], standard: 'text' },
      json,
      adopt,
      overwrite,
      { flags: '--detailed-exitcode', says: 'exit with 4 when there are changes' },
    ],
    examples: [
      ['picket plan', 'against the local workspace'],
      ['picket plan --target soc-prod --out plan.json', 'against Azure, saved'],
    ],
    load: () => import('./plan.ts'),
  },
  {
    name: 'apply',
    args: '[plan]',
    summary: 'carry out a saved plan',
    details: 'Refuses a plan whose workspace has changed since. Asks before it deletes.',
    options: [target, yes, transport, json],
    examples: [['picket apply plan.json --target soc-prod', 'what the plan says and nothing else']],
    load: () => import('./apply.ts'),
  },
  {
    name: 'deploy',
    summary: 'check, test, build, plan and apply in one go',
    options: [target, out, yes, adopt, overwrite, transport, json],
    examples: [
      ['picket deploy', 'into the local workspace'],
      ['picket deploy --target soc-prod --yes', 'into Azure, unattended'],
    ],
    load: () => import('./deploy.ts'),
  },
  {
    name: 'destroy',
    summary: 'delete everything that this repository deployed, and nothing else',
    details: 'Names each resource and asks. What was deleted is kept under .picket/runs/.',
    options: [target, yes, json],
    examples: [['picket destroy --target soc-test', 'empty a test workspace of this content']],
    load: () => import('./destroy.ts'),
  },
  {
    name: 'emulator',
    summary: 'serve the local workspace over HTTP, on this machine only',
    options: [
      { flags: '--port <number>', says: 'port on 127.0.0.1; 0 takes a free one', standard: '8899' },
      { flags: '--state <file>', says: 'state file; the default is that of the target' },
      target,
      json,
    ],
    examples: [['picket emulator --port 8899', 'until Ctrl+C']],
    load: () => import('./emulator.ts'),
  },
  {
    name: 'explain',
    args: '[code]',
    summary: 'print the page of a problem code, or the list of all codes',
    options: [json],
    examples: [
      ['picket explain KQL201', 'what it means and what to do'],
      ['picket explain', 'all codes'],
    ],
    load: () => import('./explain.ts'),
  },
  {
    name: 'new rule',
    args: '<category> <slug>',
    summary: 'begin an analytics rule in a category package',
    options: [
      { flags: '--kind <kind>', says: 'kind of rule', choices: ['Scheduled', 'NRT'], standard: 'Scheduled' },
      { flags: '--name <text>', says: 'display name; the default comes from the slug' },
      json,
    ],
    examples: [
      ['picket new rule sign-in-logs consent-to-risky-app', 'content/sign-in-logs/rules/consent-to-risky-app.yaml'],
    ],
    load: () => import('./new-rule.ts'),
  },
  {
    name: 'new connector',
    args: '<category>',
    summary: 'begin the connector definition of a category package',
    options: [json],
    examples: [['picket new connector risky-users', 'content/risky-users/connector.yaml']],
    load: () => import('./new-connector.ts'),
  },
  {
    name: 'new workbook',
    args: '<category>',
    summary: 'begin the workbook of a category package, made from what is known about its log',
    options: [json],
    examples: [['picket new workbook risky-users', 'content/risky-users/workbook.yaml']],
    load: () => import('./new-workbook.ts'),
  },
  {
    name: 'workbook generate',
    args: '<category>',
    summary: 'make the workbook of a log category again, and show what differs',
    details:
      'Made from the columns of the table, the values they take, what is nested in them, how late rows are, and the ' +
      'rules of the package. Without a workbook, it is written. One that nobody edited is written over with --update, one ' +
      'that somebody edited only with --force; the difference is shown, and ends with 1 when nothing was written. ' +
      'Overview stands for the workbook over all logs.',
    options: [
      { flags: '--out <file>', says: "write there instead of into the category's package" },
      { flags: '--update', says: 'write over a generated workbook that nobody edited' },
      { flags: '--force', says: 'write over any workbook, edits included' },
      json,
    ],
    examples: [
      ['picket workbook generate SignInLogs', 'what the generator would write now, against what is there'],
      ['picket workbook generate sign-in-logs --out /tmp/sign-ins.yaml', 'into a file of its own'],
    ],
    load: () => import('./workbook-generate.ts'),
  },
  {
    name: 'workbook import',
    args: '<files...>',
    summary: "put a workbook's JSON into the form of a workbook.yaml",
    details:
      'Takes what Azure exports: a workbook as the advanced editor or a gallery has it, a resource, or an ARM template ' +
      'with any number of them. Compiling the result gives the same items, queries and settings: what the source has no ' +
      'word for stands beside it under azure, or the item stays raw and says why.',
    options: [
      {
        flags: '--out <path>',
        says: 'a file ending in .yaml, or a folder that gets one a workbook; the default prints',
      },
      json,
    ],
    examples: [
      ['picket workbook import export.json --out content/sign-in-logs/workbook.yaml', 'into a category package'],
      ['picket workbook import Workbooks/*.json --out imported', 'many, each into a folder of its own'],
    ],
    load: () => import('./workbook-import.ts'),
  },
  {
    name: 'new category',
    args: '<category>',
    summary: 'begin a content package for an Entra log category',
    options: [json],
    examples: [['picket new category RiskyAgents', 'content/risky-agents with package.json, README and connector']],
    load: () => import('./new-category.ts'),
  },
  {
    name: 'completion',
    args: '<shell>',
    summary: 'print the completion script for bash, zsh or fish',
    options: [],
    examples: [['source <(picket completion bash)', 'for this shell']],
    load: () => import('./completion.ts'),
  },
];
