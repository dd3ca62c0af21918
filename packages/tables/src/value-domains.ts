import { auditOperationsSource, auditVocabulary } from './audit-operations.ts';
import { factFile, own } from './data-file.ts';
import type { ValueDomainsForm } from './fact-forms.ts';
import type { Provenance, Shape, ValueDomain } from './schema.ts';
import { shapeOf } from './shapes.ts';
import { signInErrorCodes, signInErrorsSource } from './sign-in-errors.ts';

const form = factFile('value-domains.json', (text) => JSON.parse(text) as ValueDomainsForm);
const made = new Map<string, ValueDomain>();

/** Domains whose values are other facts already. None is complete, as their pages say. */
const derived = new Map<string, () => Omit<ValueDomain, 'name' | 'open'>>([
  ['signInError', () => ({ values: signInErrorCodes(), observed: [], provenance: signInErrorsSource() })],
  [
    'auditOperation',
    () => {
      const { names, observed, loggedAs } = auditVocabulary();
      return { values: names, observed, loggedAs, provenance: auditOperationsSource() };
    },
  ],
  ['auditService', () => ({ values: auditVocabulary().services, observed: [], provenance: auditOperationsSource() })],
  [
    'auditCategory',
    () => ({ values: auditVocabulary().categories, observed: [], provenance: auditOperationsSource() }),
  ],
]);

/**
 * The values that a column takes, or a value nested in it: `path` holds member names, `[]` for the elements of an
 * array. `undefined` where no list is known, or where the spelling in the log is not certain.
 */
export function valueDomain(table: string, column: string, path: readonly string[] = []): ValueDomain | undefined {
  if (path.length > 0) {
    const nested = follow(shapeOf(table, column), path);
    return nested?.kind === 'scalar' && nested.domain !== undefined ? namedDomain(nested.domain) : undefined;
  }
  const columns = own(form().columns, table);
  const name = columns && own(columns, column);
  return name === undefined ? undefined : namedDomain(name);
}

/**
 * A domain by its name, as a shape's scalar gives it; among them those that no column is bound to because the log's
 * spelling is not verified, as `networkAccess.trafficType`.
 */
export function namedDomain(name: string): ValueDomain | undefined {
  const known = made.get(name) ?? makeDomain(name);
  if (known) made.set(name, known);
  return known;
}

/** All names that `namedDomain` knows. */
export function domainNames(): readonly string[] {
  return [...Object.keys(form().domains), ...derived.keys()].sort();
}

export function valueDomainSources(): readonly Provenance[] {
  return form().sources;
}

function makeDomain(name: string): ValueDomain | undefined {
  const facts = derived.get(name)?.();
  if (facts) return { name, open: true, ...facts };
  const written = own(form().domains, name);
  const provenance = written && form().sources[written.source];
  if (!written || !provenance) return undefined;
  return { name, values: written.values, observed: written.observed ?? [], open: written.open, provenance };
}

function follow(shape: Shape | undefined, path: readonly string[]): Shape | undefined {
  let here = shape;
  for (const step of path) {
    if (here?.kind === 'array' && step === '[]') here = here.items;
    else if (here?.kind === 'bag') here = own(here.members, step);
    else return undefined;
  }
  return here;
}
