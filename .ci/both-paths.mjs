// node .ci/both-paths.mjs CASES
// Holds the engine's two paths against each other: the rows of each case's datatables stand in DuckDB once, in memory
// once, and the query over them must give the very same answer, cell for cell. CASES: a file of {"id", "query"}, one a line.
import { readFileSync } from 'node:fs';
import { openEngine, runQuery, tableJson } from '@picket/engine';

const now = new Date('2026-03-02T10:00:00Z');

/** What a query is made of, as far as finding the end of a literal needs it: texts and comments, brackets, words, the rest. */
const tokens =
  /\/\/[^\n]*|[hH]?@'(?:[^']|'')*'|[hH]?@"(?:[^"]|"")*"|[hH]?'(?:[^'\\]|\\.)*'|[hH]?"(?:[^"\\]|\\.)*"|```.*?```|~~~.*?~~~|\w+|./gs;

/** Where the datatables of a query stand that are no part of another. */
function datatables(query) {
  const found = [];
  let start = -1;
  let depth = 0;
  for (const { 0: token, index } of query.matchAll(tokens)) {
    if (start < 0) {
      if (token === 'datatable') start = index;
    } else if ('([{'.includes(token)) depth++;
    else if (')]}'.includes(token) && --depth === 0 && token === ']') {
      found.push([start, index + 1]);
      start = -1;
    }
  }
  return found;
}

/** The query over tables in the place of its datatables. Undefined where it has none, or one that does not run by itself. */
function overTables({ id, query }, number) {
  const tables = [];
  let text = '';
  let done = 0;
  for (const [start, end] of datatables(query)) {
    const { value } = runQuery(query.slice(start, end), { now });
    if (!value) return undefined;
    const name = `Rows${number}_${tables.length}`;
    tables.push([name, value]);
    text += query.slice(done, start) + name;
    done = end;
  }
  return tables.length > 0 ? { id, tables, text: text + query.slice(done) } : undefined;
}

/** Answers as text; undefined where the engine refuses the query. */
async function answers(questions, store) {
  const tables = new Map(questions.flatMap((question) => question.tables));
  const { value: engine } = await openEngine({ tables, store });
  const given = [];
  for (const { text } of questions) {
    const { value } = await engine.query(text, { now });
    given.push(value && JSON.stringify(tableJson(value)));
  }
  await engine.close();
  return given;
}

const cases = readFileSync(process.argv[2], 'utf8')
  .split('\n')
  .filter(Boolean)
  .map((line) => JSON.parse(line));
const questions = cases.map(overTables).filter((each) => each !== undefined);
let equal = 0;
let different = 0;
// Every engine knows the tables of a few questions only: whoever knows many is slow to bind a query.
for (let at = 0; at < questions.length; at += 25) {
  const some = questions.slice(at, at + 25);
  const inMemory = await answers(some, 'never');
  const stored = await answers(some, 'always');
  for (const [i, { id }] of some.entries()) {
    // Where a value refuses the query, the store may have left its row out for certain: then there is nothing to compare.
    if (inMemory[i] === undefined) continue;
    if (inMemory[i] === stored[i]) equal++;
    else {
      different++;
      console.log(`differs: ${id}`);
    }
  }
}
const compared = equal + different;
console.log(
  `${compared} cases on both paths: ${equal} equal, ${different} differ; ${cases.length - compared} not applicable`,
);
process.exitCode = different > 0 || compared === 0 ? 1 : 0;
