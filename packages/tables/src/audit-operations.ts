import { factFile } from './data-file.ts';
import type { AuditOperationsForm } from './fact-forms.ts';
import type { AuditOperation, Provenance } from './schema.ts';

interface AuditOperations extends AuditOperationsForm {
  readonly byName: ReadonlyMap<string, AuditOperation>;
}

const form = factFile('audit-operations.json', (text): AuditOperations => {
  const written = JSON.parse(text) as AuditOperationsForm;
  const places = new Map<string, { service: string; category: string }[]>();
  for (const [place, names] of Object.entries(written.operations)) {
    const [service = '', category = ''] = place.split('/');
    for (const name of names) places.set(name, [...(places.get(name) ?? []), { service, category }]);
  }
  const { provenance } = written;
  const byName = new Map([...places].map(([name, of]) => [name, { name, places: of, provenance }]));
  return { ...written, byName };
});

/**
 * A documented operation of the audit log by its OperationName. A spelling that the log is seen to write for a
 * documented name finds that name's entry: `Update conditional access policy`.
 */
export function auditOperation(name: string): AuditOperation | undefined {
  const { byName, observed } = form();
  return byName.get(name) ?? (Object.hasOwn(observed, name) ? byName.get(observed[name] ?? '') : undefined);
}

/** The documented names, services and categories, and the spellings seen beside them. */
export function auditVocabulary(): {
  readonly names: readonly string[];
  readonly services: readonly string[];
  readonly categories: readonly string[];
  readonly observed: readonly string[];
  /** Documented name → as the log writes it. */
  readonly loggedAs: Readonly<Record<string, string>>;
} {
  const { byName, observed, loggedAs, operations } = form();
  const places = Object.keys(operations).map((place) => place.split('/'));
  const distinct = (at: 0 | 1) => [...new Set(places.map((place) => place[at] ?? ''))].sort();
  return {
    names: [...byName.keys()].sort(),
    services: distinct(0),
    categories: distinct(1),
    observed: Object.keys(observed),
    loggedAs,
  };
}

export function auditOperationsSource(): Provenance {
  return form().provenance;
}
