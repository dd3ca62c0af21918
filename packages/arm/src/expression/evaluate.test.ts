import { describe, expect, test } from 'vitest';
import { templateFunctions } from '../functions/index.ts';
import { evaluateOutput, groupId } from '../template/evaluate.test-support.ts';

const sections = {
  parameters: { name: { type: 'string', defaultValue: 'soc' } },
  variables: {
    rule: { Title: 'a', tags: ['x', 'y'], nested: { deep: [{ value: 7 }] } },
    abc: { one: 'a', two: 'b', three: 'c' },
    azc: { one: 'a', two: 'z', three: 'c' },
  },
};
const evaluate = (expression: string) => evaluateOutput(`[${expression}]`, sections);

/** Values in Microsoft's pages are marked with the page; others follow from its words or from .NET. */
const cases: readonly (readonly [string, unknown])[] = [
  // Template expressions: letter case of names, quotes, members
  [`CONCAT('a', Parameters('NAME'))`, 'asoc'],
  [`'it''s'`, "it's"],
  [`variables('rule').title`, 'a'],
  [`variables('rule')['tags'][1]`, 'y'],
  [`variables('rule').nested.deep[0].value`, 7],
  [` concat( 'a' ,\n 'b' ) `, 'ab'],
  // String functions
  [`base64('one, two, three')`, 'b25lLCB0d28sIHRocmVl'],
  [`base64ToString('b25lLCB0d28sIHRocmVl')`, 'one, two, three'],
  [`base64ToJson('eyJvbmUiOiAiYSJ9')`, { one: 'a' }],
  [`concat('a', 1, true())`, 'a1True'],
  [`concat(createArray('1-1'), createArray('2-1', '2-2'))`, ['1-1', '2-1', '2-2']],
  [`dataUri('Hello')`, 'data:text/plain;charset=utf8;base64,SGVsbG8='],
  [`dataUriToString('data:;base64,SGVsbG8sIFdvcmxkIQ==')`, 'Hello, World!'],
  [`startsWith('abcdef', 'AB')`, true],
  [`endsWith('abcdef', 'F')`, true],
  [`startsWith('abcdef', 'e')`, false],
  [
    `format('{0}, {1}. Formatted number: {2:N0}', 'Hello', 'User', 8175133)`,
    'Hello, User. Formatted number: 8,175,133',
  ],
  [`format('{{{0}}} {1,4}|{1,-4}|{2:D3} {2:X} {3}', true(), 'ab', 10, null())`, '{True}   ab|ab  |010 A '],
  [`guid('test')`, 'd6a5baf1-8b9b-542a-8525-2982f1f98a0c'],
  [`join(createArray('a', 1), '-')`, 'a-1'],
  [`json('{"a": [1, null]}').a[0]`, 1],
  [`empty(json('null'))`, true],
  [`padLeft('123', 10, '0')`, '0000000123'],
  [`padLeft(12345, 3)`, '12345'],
  [`replace('123-123-1234', '-', '')`, '1231231234'],
  [`replace('123-123-1234', '1234', '$&')`, '123-123-$&'],
  [`split('one;two,three', createArray(',', ';'))`, ['one', 'two', 'three']],
  [`split('a,,b', ',')`, ['a', '', 'b']],
  [`split('one', '')`, ['one']],
  [`string(variables('rule').tags)`, '["x","y"]'],
  [`string(5)`, '5'],
  [`string(false())`, 'False'],
  [`substring('one two three', 4, 3)`, 'two'],
  [`substring('one two three', 8)`, 'three'],
  [`toLower('One Two Straße İ')`, 'one two straße İ'],
  [`toUpper('One Two Straße')`, 'ONE TWO STRAßE'],
  [`trim(' \t one two three \u0085')`, 'one two three'],
  [`uniqueString(resourceGroup().id)`, 'js26ofeqkqeve'],
  [`uri('http://contoso.org/firstpath', 'myscript.sh')`, 'http://contoso.org/myscript.sh'],
  [`uri('http://contoso.org/firstpath/', 'myscript.sh')`, 'http://contoso.org/firstpath/myscript.sh'],
  [`uri('http://contoso.org/firstpath/azuredeploy.json', 'myscript.sh')`, 'http://contoso.org/firstpath/myscript.sh'],
  [`uriComponent('http://contoso.com/a b!')`, 'http%3A%2F%2Fcontoso.com%2Fa%20b%21'],
  [`uriComponentToString('http%3A%2F%2Fcontoso.com')`, 'http://contoso.com'],
  // Array and object functions
  [`array(1)`, [1]],
  [`array(variables('rule').tags)`, ['x', 'y']],
  [`contains('OneTwoThree', 'e')`, true],
  [`contains('OneTwoThree', 'ONE')`, false],
  [`contains(variables('abc'), 'ONE')`, true],
  [`contains(variables('abc'), 'a')`, false],
  [`contains(createArray('one', 2), 2)`, true],
  [`contains(createArray('FOO'), 'foo')`, false],
  [`createArray()`, []],
  [`createObject('intProp', 1, 'listProp', createArray('a'))`, { intProp: 1, listProp: ['a'] }],
  [`empty('')`, true],
  [`empty(createObject())`, true],
  [`first('One')`, 'O'],
  [`first(createArray('one', 'two'))`, 'one'],
  [`last('One')`, 'e'],
  [`last(split('a/b/c', '/'))`, 'c'],
  [`flatten(createArray(createArray(1), createArray(2, 3)))`, [1, 2, 3]],
  [`indexOf('FOOBAR', 'bar')`, 3],
  [`indexOf(createArray('FOO', 'BAR'), 'foo')`, -1],
  [`indexOf(createArray('FOO', 'BAR'), 'BAR')`, 1],
  [`lastIndexOf('testtest', 'T')`, 7],
  [`lastIndexOf(createArray(1, 2, 1), 1)`, 2],
  [`intersection(variables('abc'), variables('azc'))`, { one: 'a', three: 'c' }],
  [`intersection(createArray('one', 'two', 'three'), createArray('three', 'two'))`, ['two', 'three']],
  [
    `items(createObject('b', 2, 'a', 1))`,
    [
      { key: 'a', value: 1 },
      { key: 'b', value: 2 },
    ],
  ],
  [`length('One Two Three')`, 13],
  [`length(variables('abc'))`, 3],
  [`objectKeys(variables('abc'))`, ['one', 'two', 'three']],
  [`range(5, 3)`, [5, 6, 7]],
  [`shallowMerge(createArray(createObject('a', 1), createObject('a', 2, 'b', 3)))`, { a: 2, b: 3 }],
  [`skip('one two three', 4)`, 'two three'],
  [`skip(createArray(1, 2, 3), 2)`, [3]],
  [`skip('one', 9)`, ''],
  [`take('one two', 2)`, 'on'],
  [`take('one', -1)`, ''],
  [`take(createArray(1, 2, 3), 2)`, [1, 2]],
  [`union(createArray('one', 'two'), createArray('two', 'four'))`, ['one', 'two', 'four']],
  [
    `union(json('{"property":{"one":"a","three":"c1"},"list":[1,2]}'), json('{"property":{"three":"c2"},"list":[3,4]}'))`,
    { property: { one: 'a', three: 'c2' }, list: [3, 4] },
  ],
  // Comparison and logical functions
  [`equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))`, true],
  [`equals('a', 'A')`, false],
  [`equals(1, '1')`, false],
  [`less('A', 'a')`, false],
  [`greater('A', 'a')`, true],
  [`less(1, 2)`, true],
  [`lessOrEquals(2, 2)`, true],
  [`greaterOrEquals('A', 'a')`, true],
  [`and(bool('true'), bool(1))`, true],
  [`or(false(), bool('false'))`, false],
  [`not(bool('TRUE'))`, false],
  [`if(equals('a', 'a'), 'yes', reference('x').y)`, 'yes'],
  [`if(false(), 1, null())`, null],
  [`coalesce(null(), json('null'), 'default', reference('x'))`, 'default'],
  // Numeric functions
  [`add(5, 3)`, 8],
  [`sub(7, 3)`, 4],
  [`mul(5, -3)`, -15],
  [`div(8, 3)`, 2],
  [`div(-8, 3)`, -2],
  [`mod(7, 3)`, 1],
  [`min(0, 3, 2)`, 0],
  [`max(createArray(0, 3, 2, 5, 4))`, 5],
  [`int('4')`, 4],
  [`float('3.5')`, 3.5],
  // Scope, deployment and resource functions
  [`deployment().name`, 'first'],
  [`environment().suffixes.storage`, 'core.windows.net'],
  [`resourceGroup().location`, 'westeurope'],
  [`subscription().subscriptionId`, '00000000-0000-0000-0000-000000000000'],
  [`tenant().tenantId`, '11111111-1111-1111-1111-111111111111'],
  [`variables('rule').tags[0]`, 'x'],
  [`resourceId('Microsoft.Storage/storageAccounts/', 'a')`, `${groupId}/providers/Microsoft.Storage/storageAccounts/a`],
  [`resourceId('Microsoft.Storage/storageAccounts', 'a')`, `${groupId}/providers/Microsoft.Storage/storageAccounts/a`],
  [
    `resourceId('otherRg', 'Microsoft.SQL/servers/databases', 's', 'd')`,
    '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/otherRg/providers/Microsoft.SQL/servers/s/databases/d',
  ],
  [
    `resourceId('22222222-2222-2222-2222-222222222222', 'otherRg', 'Microsoft.Storage/storageAccounts', 'a')`,
    '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/otherRg/providers/Microsoft.Storage/storageAccounts/a',
  ],
  [
    `resourceId('Microsoft.OperationalInsights/workspaces/providers/alertRules', 'soc', 'Microsoft.SecurityInsights', 'r')`,
    `${groupId}/providers/Microsoft.OperationalInsights/workspaces/soc/providers/Microsoft.SecurityInsights/alertRules/r`,
  ],
  [
    `subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'x')`,
    '/subscriptions/00000000-0000-0000-0000-000000000000/providers/Microsoft.Authorization/roleDefinitions/x',
  ],
  [`tenantResourceId('Microsoft.A/b', 'x')`, '/providers/Microsoft.A/b/x'],
  [
    `extensionResourceId(resourceId('Microsoft.OperationalInsights/workspaces', 'soc'), 'Microsoft.SecurityInsights/alertRules', 'r')`,
    `${groupId}/providers/Microsoft.OperationalInsights/workspaces/soc/providers/Microsoft.SecurityInsights/alertRules/r`,
  ],
];

test.each(cases)('%s', (expression, expected) => {
  expect(evaluate(expression)).toEqual(expected);
});

test('every function has a case', () => {
  const seen = cases.map(([expression]) => expression.toLowerCase()).join('\n');
  const unseen = Object.keys(templateFunctions).filter((name) => !new RegExp(`\\b${name.toLowerCase()}\\(`).test(seen));
  expect(unseen).toEqual(['copyIndex']);
});

describe('what has no value is named with its place', () => {
  test.each([
    [
      `concat('a'`,
      "ARM001 the template expression at /outputs/it/value, column 12 cannot be read: ',' or ')' should stand here",
    ],
    [
      `'open`,
      'ARM001 the template expression at /outputs/it/value, column 2 cannot be read: the text is not closed by a quote',
    ],
    [
      ``,
      'ARM001 the template expression at /outputs/it/value, column 2 cannot be read: a function call, a text in single quotes or a number should stand here',
    ],
    [
      `true`,
      "ARM001 the template expression at /outputs/it/value, column 6 cannot be read: 'true' should be followed by '(': names are functions here",
    ],
    [
      `1.5`,
      "ARM001 the template expression at /outputs/it/value, column 2 cannot be read: fractions are not read in expressions; write float('1.5')",
    ],
    [
      `99999999999999999999`,
      'ARM001 the template expression at /outputs/it/value, column 2 cannot be read: the number is too large to be exact',
    ],
    [
      `add(1, 2) 3`,
      'ARM001 the template expression at /outputs/it/value, column 12 cannot be read: the expression should end here',
    ],
    [
      `concat('a', reference('b').c)`,
      "ARM003 'reference' at /outputs/it/value, column 14 is refused: it asks Azure for a live value, and templates are evaluated here without Azure",
    ],
    [
      `listKeys('a', 'b')`,
      "ARM003 'listKeys' at /outputs/it/value, column 2 is refused: it asks Azure for a live value, and templates are evaluated here without Azure",
    ],
    [
      `newGuid()`,
      "ARM003 'newGuid' at /outputs/it/value, column 2 is refused: its value is another at every deployment; give the parameter a value instead",
    ],
    [
      `utcNow('d')`,
      "ARM003 'utcNow' at /outputs/it/value, column 2 is refused: its value is another at every deployment; give the parameter a value instead",
    ],
    [
      `contoso.name('a')`,
      "ARM003 'contoso.name' at /outputs/it/value, column 2 is refused: functions that a template defines itself are not evaluated here",
    ],
    [`concatt('a')`, "ARM002 there is no template function 'concatt' (at /outputs/it/value, column 2)"],
    [
      `guid('a', 'b')`,
      "ARM006 'guid' at /outputs/it/value, column 2 has no result: how Azure joins several arguments of guid is not published; write the literal GUID",
    ],
    [`toLower()`, "ARM004 'toLower' at /outputs/it/value, column 2 takes 1 argument, not 0"],
    [`if(true(), 1)`, "ARM004 'if' at /outputs/it/value, column 2 takes 3 arguments, not 2"],
    [`toLower(add(1, 2))`, "ARM005 argument 1 of 'toLower' at /outputs/it/value, column 2 must be string, not int"],
    [
      `concat('a', createArray())`,
      "ARM006 'concat' at /outputs/it/value, column 2 has no result: texts and arrays cannot be joined with each other",
    ],
    [
      `substring('1234567890', 0, 11)`,
      "ARM006 'substring' at /outputs/it/value, column 2 has no result: start 0 and length 11 reach outside of a text of 10 characters",
    ],
    [`div(1, 0)`, "ARM006 'div' at /outputs/it/value, column 2 has no result: division by zero"],
    [
      `mul(9007199254740991, 2)`,
      "ARM006 'mul' at /outputs/it/value, column 2 has no result: the result is too large to be exact",
    ],
    [`json('{')`, "ARM006 'json' at /outputs/it/value, column 2 has no result: the text is not JSON"],
    [
      `format('{0:Q9}', 1)`,
      "ARM006 'format' at /outputs/it/value, column 2 has no result: the number format 'Q9' is not read for 1",
    ],
    [
      `format('{1}', 1)`,
      "ARM006 'format' at /outputs/it/value, column 2 has no result: the format names {1}, but only 1 values are given",
    ],
    [`copyIndex()`, "ARM006 'copyIndex' at /outputs/it/value, column 2 has no result: it stands in no copy loop"],
    [`parameters('nam')`, "ARM007 the template has no parameter 'nam' (at /outputs/it/value, column 2)"],
    [`variables('rul').x`, "ARM007 the template has no variable 'rul' (at /outputs/it/value, column 2)"],
    [`variables('rule').titel`, "ARM008 the object has no property 'titel' (at /outputs/it/value, column 19)"],
    [`variables('rule').tags[2]`, 'ARM008 an array of 2 has no element 2 (at /outputs/it/value, column 24)'],
    [`null().x`, "ARM008 a value of type null has no property 'x' (at /outputs/it/value, column 8)"],
    [
      `resourceId('Microsoft.A/b', 'c', 'd')`,
      "ARM006 'resourceId' at /outputs/it/value, column 2 has no result: the type 'Microsoft.A/b' needs one name for each part behind its namespace",
    ],
    [
      `resourceId('a', 'b')`,
      "ARM006 'resourceId' at /outputs/it/value, column 2 has no result: no argument is a resource type with its namespace",
    ],
  ])('%s', (expression, problem) => {
    expect(evaluate(expression)).toEqual([problem]);
  });
});

describe('hostile expressions end soon with a problem', () => {
  test.each([
    ['nested a thousand deep', `${'toLower('.repeat(1000)}'a'${')'.repeat(1000)}`, 'ARM001'],
    ['longer than Azure takes', `concat(${"'a', ".repeat(6000)}'a')`, 'ARM013'],
    ['a text twice the size of a template', `concat(${"padLeft('', 999999), ".repeat(8)}'')`, 'ARM013'],
    ['a large text in many places', `format('${'{0}'.repeat(4000)}', padLeft('', 999999))`, 'ARM006'],
    ['a width without end', `format('{0,999999999999}', 1)`, 'ARM006'],
    ['a deep JSON text', `json(concat(padLeft('', 5000, '['), padLeft('', 5000, ']')))`, 'ARM013'],
    ['a large text squared', `replace(padLeft('', 9999, 'a'), 'a', padLeft('', 9999, 'b'))`, 'ARM006'],
  ])('%s', (_, expression, code) => {
    const result = evaluate(expression);
    expect(String(Array.isArray(result) ? result[0] : result)).toMatch(new RegExp(`^${code}`));
  });
});
