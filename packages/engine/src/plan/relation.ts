import type { KqlNode } from '@picket/kql';
import { absent, type Column } from '../values/cell.ts';
import { convert } from '../values/convert.ts';
import { parseJson } from '../values/json.ts';
import { calledScope } from './called-function.ts';
import { translateExpr } from './expression.ts';
import { withIngestion, withoutIngestion } from './ingestion-time.ts';
import { operatorNames } from './operator-names.ts';
import { calledOutside, needsGiven, tableNamed } from './outside.ts';
import type { Rel } from './plan.ts';
import { bindIn, drawsGuids, refuseExpr, refuseRel, type Scope, withName } from './scope.ts';
import { OpenOutput } from './stages.ts';
import { bare, elements, nameOf, part } from './syntax.ts';
import { noteWritten } from './written.ts';

/** An empty input for what stands at the head of a pipe. */
const nothing: Rel = { op: 'rows', columns: [], serialized: true, rows: [] };

export const isTabular = (node: KqlNode): boolean => node.columns !== undefined;

type Translate = (node: KqlNode, scope: Scope) => Rel;

const sources: Readonly<Record<string, Translate>> = {
  ParenthesizedExpression: (node, scope) => translateRel(bare(node), scope),
  PipeExpression: translatePipe,
  NameReference: translateReference,
  FunctionCallExpression: translateCall,
  MaterializeExpression: (node, scope) => {
    const inner = part(node, 'Expression');
    if (!inner) return refuseRel(scope, 'materialize()', node);
    const rel = translateRel(inner, scope);
    if (!drawsGuids(rel)) return rel;
    const id = bindIn(scope, { kind: 'rel', rel });
    return { op: 'binding', id, columns: rel.columns, serialized: rel.serialized };
  },
  DataTableExpression: translateDatatable,
  PathExpression: translatePlace,
};

/** A bound tabular expression to a typed plan. What is not evaluated is reported and stood in for. */
export function translateRel(node: KqlNode, scope: Scope): Rel {
  const source = sources[node.kind];
  if (source) {
    const rel = source(node, scope);
    if (rel.op === 'table') noteWritten(rel, node);
    return rel;
  }
  const operator = scope.shared.operators[node.kind];
  if (!operator) return refuseRel(scope, operatorNames[node.kind] ?? node.kind, node);
  const input = scope.group ?? nothing;
  const rel = operator(input, node, scope);
  noteWritten(rel, node, scope.group ? input : undefined);
  return rel;
}

/** Pipes lean to the left; an `as` is seen by the operators behind it. */
function translatePipe(node: KqlNode, scope: Scope): Rel {
  const steps: KqlNode[] = [];
  let head: KqlNode = node;
  for (;;) {
    const operator = part(head, 'Operator');
    const expression = part(head, 'Expression');
    if (head.kind !== 'PipeExpression' || !operator || !expression) break;
    steps.unshift(operator);
    head = expression;
  }
  let seen = scope;
  let rel = head.kind === 'AsOperator' ? (scope.group ?? nothing) : translateRel(head, seen);
  if (head.kind === 'AsOperator') steps.unshift(head);
  if (asksIngestion(node)) rel = withIngestion(rel);
  if (rel.op === 'table') noteWritten(rel, head);
  for (const step of steps) {
    rel = withoutIngestion(rel, step.kind);
    if (step.kind === 'AsOperator') {
      const name = nameOf(part(step, 'Name'));
      if (drawsGuids(rel)) refuseRel(scope, 'as behind new_guid()', step);
      const id = bindIn(scope, { kind: 'rel', rel });
      rel = { op: 'binding', id, name, columns: rel.columns, serialized: rel.serialized };
      seen = withName(seen, name, { kind: 'rel', rel });
      continue;
    }
    const operator = scope.shared.operators[step.kind];
    const input = rel;
    rel = operator ? operator(input, step, seen) : refuseRel(scope, operatorNames[step.kind] ?? step.kind, step);
    noteWritten(rel, step, input);
  }
  return withoutIngestion(rel);
}

const asksIngestion = (node: KqlNode): boolean => /\bingestion_time\s*\(/.test(node.text);

function translateReference(node: KqlNode, scope: Scope): Rel {
  const name = nameOf(node);
  const meaning = scope.names.get(name);
  if (meaning?.kind === 'rel') return meaning.rel;
  if (node.body) return translateCall(node, scope);
  return tableNamed(name, node, scope);
}

function translateCall(node: KqlNode, scope: Scope): Rel {
  const name = nameOf(part(node, 'Name') ?? node);
  const args = elements(part(node, 'ArgumentList'));
  const called = node.body ? calledScope(node, args, scope) : undefined;
  if (called) return asView(translateRel(called.body, called.scope), name, scope);
  const [first] = args;
  if (name === 'table' && args.length === 1 && first && !isTabular(first)) {
    const wanted = translateExpr(first, scope);
    if (wanted.op === 'literal' && typeof wanted.value === 'string') {
      const meaning = scope.names.get(wanted.value);
      return meaning?.kind === 'rel' ? meaning.rel : tableNamed(wanted.value, node, scope);
    }
  }
  return calledOutside(name, node, args, scope) ?? refuseRel(scope, `${name}()`, node);
}

/** The functions by which a query says where a table is. */
const places = new Set(['workspace', 'database', 'cluster']);

/**
 * `workspace("x").T` and its kin: here all tables are in one place, so it is T. Microsoft Learn, "workspace()
 * expression", "database()", "cluster()".
 */
function translatePlace(node: KqlNode, scope: Scope): Rel {
  const selector = part(node, 'Selector');
  const place = part(node, 'Expression');
  if (selector?.kind === 'NameReference' && place && nameOf(part(place, 'Name')) === 'arg') {
    return resourceTable(nameOf(selector), node, scope);
  }
  const isPlace = (at: KqlNode | undefined): boolean => {
    if (at?.kind === 'FunctionCallExpression') return places.has(nameOf(part(at, 'Name')));
    return at?.kind === 'PathExpression' && isPlace(part(at, 'Expression')) && isPlace(part(at, 'Selector'));
  };
  if (!selector || !isPlace(part(node, 'Expression'))) return refuseRel(scope, node.text.trim(), node);
  const outside: Scope = { ...scope, names: new Map() };
  if (selector.kind === 'FunctionCallExpression') return translateCall(selector, outside);
  return tableNamed(nameOf(selector), node, outside);
}

/** What all tables of Azure Resource Graph have. Microsoft Learn, "Azure Resource Graph table and resource type reference". */
const resourceColumns: readonly Column[] = [
  ...['id', 'name', 'type', 'tenantId', 'kind', 'location', 'resourceGroup', 'subscriptionId', 'managedBy'].map(
    (name): Column => ({ name, type: 'string' }),
  ),
  ...['sku', 'plan', 'properties', 'tags', 'identity', 'zones', 'extendedLocation'].map(
    (name): Column => ({ name, type: 'dynamic' }),
  ),
];

/**
 * `arg("").T`: the rows that are given under this name. The analyser knows no columns of it, so that the query is bound once
 * more with them; when it counts as empty it has those of every such table. Microsoft Learn, "arg() expression".
 */
function resourceTable(name: string, node: KqlNode, scope: Scope): Rel {
  needsGiven('table', name, node, scope);
  const columns = scope.shared.data.tables?.get(name)?.columns ?? resourceColumns;
  if (!scope.shared.outputs.has(node.end)) throw new OpenOutput(node.end, { columns, behind: true });
  return { op: 'table', name, columns, serialized: false };
}

/** Rows of a view bear its name. */
function asView(rel: Rel, name: string, scope: Scope): Rel {
  const meaning = scope.names.get(name);
  if (meaning?.kind !== 'function' || !isView(meaning.declaration)) return rel;
  const id = bindIn(scope, { kind: 'rel', rel });
  return { op: 'binding', id, name, columns: rel.columns, serialized: rel.serialized };
}

/** True for a function that is declared with `view`. */
export const isView = (declaration: KqlNode): boolean =>
  declaration.children.some((child) => child.text.trim().toLowerCase() === 'view');

function translateDatatable(node: KqlNode, scope: Scope): Rel {
  const columns = elements(part(node, 'Schema'), 'Columns').map((each) => {
    const name = part(each, 'Name');
    return { name: nameOf(name), type: name?.type ?? 'unknown' };
  });
  const typed = columns.flatMap(({ name, type }) => (type === 'unknown' ? [] : [{ name, type }]));
  const values = elements(node, 'Values');
  if (typed.length !== columns.length || typed.length === 0) return refuseRel(scope, 'datatable', node);
  if (values.length % typed.length !== 0) return refuseRel(scope, 'a datatable whose last row is not whole', node);
  const cells = values.map((value, i) => {
    const type = typed[i % typed.length]?.type ?? 'dynamic';
    const literal = translateExpr(value, scope);
    if (literal.op !== 'literal') {
      scope.shared.refuse('ENG101', { what: 'a datatable value that is no literal' }, value);
      return absent(type);
    }
    // Whether such a text is read as JSON is not said.
    if (type === 'dynamic' && typeof literal.value === 'string' && literal.type === 'string') {
      if (parseJson(literal.value) !== undefined)
        refuseExpr(scope, 'a text that is JSON in a dynamic column of a datatable', value);
    }
    return convert(literal.value, literal.type, type);
  });
  const rows = Array.from({ length: cells.length / typed.length }, (_, i) =>
    cells.slice(i * typed.length, (i + 1) * typed.length),
  );
  return { op: 'rows', columns: typed, serialized: false, rows };
}
