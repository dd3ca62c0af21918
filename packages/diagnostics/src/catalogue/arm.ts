import { entry } from '../entry.ts';

/** `where` is a JSON pointer into the template, with the column inside the string when an expression is at fault. */
export const armProblems = {
  ARM001: entry<{ where: string; what: string }>({
    severity: 'error',
    title: 'a template expression cannot be read',
    message: (p) => `the template expression at ${p.where} cannot be read: ${p.what}`,
    hint: () => "a text that only looks like an expression is written with '[[' in front",
  }),
  ARM002: entry<{ where: string; name: string; near?: string | undefined }>({
    severity: 'error',
    title: 'a template function does not exist',
    message: (p) => `there is no template function '${p.name}' (at ${p.where})`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  ARM003: entry<{ where: string; name: string; reason: string }>({
    severity: 'error',
    title: 'a template function is refused',
    message: (p) => `'${p.name}' at ${p.where} is refused: ${p.reason}`,
  }),
  ARM004: entry<{ where: string; name: string; given: number; takes: string }>({
    severity: 'error',
    title: 'a template function has the wrong number of arguments',
    message: (p) => `'${p.name}' at ${p.where} takes ${p.takes}, not ${p.given}`,
  }),
  ARM005: entry<{ where: string; name: string; position: number; wants: string; given: string }>({
    severity: 'error',
    title: 'an argument of a template function has the wrong type',
    message: (p) => `argument ${p.position} of '${p.name}' at ${p.where} must be ${p.wants}, not ${p.given}`,
  }),
  ARM006: entry<{ where: string; name: string; reason: string }>({
    severity: 'error',
    title: 'a template function has no result for its arguments',
    message: (p) => `'${p.name}' at ${p.where} has no result: ${p.reason}`,
  }),
  ARM007: entry<{
    where: string;
    what: 'parameter' | 'variable' | 'copy loop';
    name: string;
    near?: string | undefined;
  }>({
    severity: 'error',
    title: 'a name is not declared in the template',
    message: (p) => `the template has no ${p.what} '${p.name}' (at ${p.where})`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  ARM008: entry<{ where: string; member: string; of: string; near?: string | undefined }>({
    severity: 'error',
    title: 'a property or element does not exist',
    message: (p) => `${p.of} has no ${p.member} (at ${p.where})`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  ARM009: entry<{ where: string; path: string }>({
    severity: 'error',
    title: 'a variable or default value needs itself',
    message: (p) => `the value at ${p.where} needs itself: ${p.path}`,
  }),
  ARM010: entry<{ name: string }>({
    severity: 'error',
    title: 'a template parameter has no value',
    message: (p) => `the template parameter '${p.name}' has no value and no default`,
    hint: () => 'give it a value with the deployment',
  }),
  ARM011: entry<{ name: string; wants: string; given: string }>({
    severity: 'error',
    title: 'a template parameter has a value that is not allowed',
    message: (p) => `the template parameter '${p.name}' must be ${p.wants}, not ${p.given}`,
  }),
  ARM012: entry<{ where: string; what: string }>({
    severity: 'error',
    title: 'the template does not have the form of a template',
    message: (p) => `${p.what} (at ${p.where})`,
  }),
  ARM013: entry<{ where: string; what: string; size: number; limit: number }>({
    severity: 'error',
    title: 'the template is past a limit of Azure Resource Manager',
    message: (p) => `${p.what} at ${p.where}: ${p.size} is more than the ${p.limit} that Azure Resource Manager takes`,
  }),
  ARM014: entry<{ where: string; type: string; name: string }>({
    severity: 'error',
    title: 'resource type and name do not have the same number of parts',
    message: (p) =>
      `the type '${p.type}' and the name '${p.name}' at ${p.where} do not fit: one name part for each part of the type behind its namespace`,
  }),
  ARM015: entry<{ where: string; on: string }>({
    severity: 'error',
    title: 'dependsOn names nothing of the template',
    message: (p) => `dependsOn at ${p.where} names '${p.on}', which is no resource of this template`,
    hint: () => 'depend only on resources that the same template deploys',
  }),
  ARM016: entry<{ path: string }>({
    severity: 'error',
    title: 'resources depend on each other in a circle',
    message: (p) => `resources wait for each other: ${p.path}`,
  }),
  ARM017: entry<{ where: string; id: string; first: string }>({
    severity: 'error',
    title: 'a resource is in the template twice',
    message: (p) => `${p.id} at ${p.where} is in the template already, at ${p.first}`,
  }),
  ARM018: entry<{ where: string; what: string; reason: string }>({
    severity: 'error',
    title: 'a template feature is refused',
    message: (p) => `${p.what} at ${p.where} is refused: ${p.reason}`,
  }),
};
