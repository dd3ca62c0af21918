import { entry } from '../entry.ts';

export const bundleProblems = {
  BND001: entry<{ name: string; bytes: number; limit: number }>({
    severity: 'error',
    title: 'a resource is too large for a template',
    message: (p) => `'${p.name}' takes ${p.bytes} bytes in a template; Azure Resource Manager takes at most ${p.limit}`,
    hint: () => 'shorten the description or move part of the query into a saved function',
  }),
  BND002: entry<{ id: string; first: string }>({
    severity: 'error',
    title: 'two files deploy to the same resource',
    message: (p) => `'${p.id}' is also the resource of ${p.first}; the second deployment would overwrite the first`,
    hint: () => 'give one of them a new id',
  }),
  BND003: entry<{ field: string; value: string; wants: string }>({
    severity: 'error',
    title: 'a field cannot be translated for the API',
    message: (p) => `${p.field} cannot be deployed: '${p.value}' is not ${p.wants}`,
  }),
  BND004: entry<{ field: string }>({
    severity: 'error',
    title: 'a field that the API needs is missing',
    message: (p) => `a Scheduled rule cannot be deployed without ${p.field}`,
  }),
  BND005: entry<{ category: string; first: string }>({
    severity: 'error',
    title: 'two connectors route the same log category',
    message: (p) => `the log category '${p.category}' is already routed by ${p.first}`,
    hint: () => 'keep one connector for each log category',
  }),
  BND006: entry<{ field: string }>({
    severity: 'warning',
    title: 'a key has no place in the API',
    message: (p) => `${p.field} is not deployed: no published version of the API takes it`,
    hint: () => 'remove it; a deployed rule starts as soon as it is enabled',
  }),
  BND007: entry<{ title: string; first: string }>({
    severity: 'error',
    title: 'two workbooks have one title',
    message: (p) => `the workbook of ${p.first} has the title '${p.title}' too; Azure refuses the second one`,
    hint: () => 'give one of them another name',
  }),
};
