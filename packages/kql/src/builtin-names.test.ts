import { expect, test } from 'vitest';
import { builtinNames } from './builtin-names.ts';

test('the language names its functions, aggregates and plugins', () => {
  const { functions, aggregates, plugins } = builtinNames();
  expect(functions).toContain('parse_json');
  expect(aggregates).toContain('arg_max');
  expect(plugins).toContain('bag_unpack');
  for (const names of [functions, aggregates, plugins]) {
    expect(names).toEqual([...names].sort());
    expect(names.filter((name) => name.startsWith('__'))).toEqual([]);
  }
});
