import { expect, test } from 'vitest';
import { bindQuery } from './bind.ts';
import type { KqlNode } from './node.ts';

function find(node: KqlNode | undefined, kind: string): KqlNode[] {
  if (!node) return [];
  return [
    ...(node.kind === kind ? [node] : []),
    ...[...node.children, ...(node.body ? [node.body] : [])].flatMap((c) => find(c, kind)),
  ];
}

test('a node says what it is, to whom, where, of what type, and what its name stands for', () => {
  const query = 'SigninLogs | where ResultType == "0" | take 5';
  const { root, problems } = bindQuery(query);
  expect(problems).toEqual([]);
  expect(root).toMatchObject({ kind: 'QueryBlock', start: 0, end: query.length, text: query });
  const [equal] = find(root, 'EqualExpression');
  expect(equal).toMatchObject({ role: 'Condition', text: 'ResultType == "0"', type: 'bool' });
  expect(equal?.children.map(({ kind, role }) => `${role}: ${kind}`)).toEqual([
    'Left: NameReference',
    'Operator: EqualEqualToken',
    'Right: StringLiteralExpression',
  ]);
  expect(equal?.children[0]).toMatchObject({ type: 'string', symbol: { kind: 'column', name: 'ResultType' } });
  expect(equal?.children[2]).toMatchObject({ literal: '0', type: 'string' });
  const pipes = find(root, 'PipeExpression');
  expect(pipes[0]?.columns?.map((column) => column.name)).toContain('UserPrincipalName');
});

test('a call of a let function carries its body, bound with its arguments', () => {
  const query = 'let f = (t: string) { table(t) | where TimeGenerated > ago(1d) }; f("AuditLogs")';
  const calls = find(bindQuery(query).root, 'FunctionCallExpression').filter((call) => call.body);
  expect(calls).toHaveLength(1);
  const [body] = calls.flatMap((call) => find(call.body, 'FilterOperator'));
  expect(body?.text).toBe('where TimeGenerated > ago(1d)');
  expect(query.slice(body?.start, body?.end)).toBe(body?.text);
  expect(find(calls[0]?.body, 'PipeExpression')[0]?.columns?.map((c) => c.name)).toContain('TargetResources');
});

test('the tree is plain data', () => {
  const { root } = bindQuery('print a = 1, b = datetime(null), c = int(null), d = @"x\\y"');
  expect(JSON.parse(JSON.stringify(root))).toEqual(root);
  expect(structuredClone(root)).toEqual(root);
  expect(find(root, 'StringLiteralExpression')[0]?.literal).toBe('x\\y');
});

test('the columns of a plugin call may be given afterwards; places stay those of the query', () => {
  const query = 'print d = dynamic({"a": 1}), n = 2 | evaluate bag_unpack(d) | where n > 1 | project a';
  const [open] = find(bindQuery(query).root, 'EvaluateOperator');
  expect(open?.columns).toEqual([{ name: 'n', type: 'long' }]);
  const columns = [
    { name: 'n', type: 'long' as const },
    { name: 'a "b"', type: 'string' as const },
  ];
  const { root, problems } = bindQuery(query, { outputs: [{ place: open?.place ?? 0, columns }] });
  expect(find(root, 'EvaluateOperator')[0]).toMatchObject({ columns, place: open?.place });
  const [where] = find(root, 'FilterOperator');
  expect(query.slice(where?.start, where?.end)).toBe('where n > 1');
  expect(problems).toMatchObject([{ name: 'a', start: query.length - 1, end: query.length }]);
});
