import { auditOperationsSource } from './audit-operations.ts';
import { factFile } from './data-file.ts';
import { logCategories } from './log-categories.ts';
import type { Provenance } from './schema.ts';
import { shapesSource } from './shapes.ts';
import { signInErrorsSource } from './sign-in-errors.ts';
import { tableSources } from './table-schemas.ts';
import { valueDomainSources } from './value-domains.ts';
import { functionSources } from './workspace-functions.ts';

/** Where each family of facts comes from, and how old it is. */
export function tablesProvenance(): Readonly<Record<string, readonly Provenance[]>> {
  return {
    tables: tableSources(),
    logCategories: logCategories()
      .slice(0, 1)
      .map((category) => category.provenance),
    shapes: [shapesSource()],
    valueDomains: valueDomainSources(),
    signInErrors: [signInErrorsSource()],
    auditOperations: [auditOperationsSource()],
    functions: functionSources(),
  };
}

/** Changes whenever any fact does: the hash that was stored with the files. For keys of caches; reads 17 bytes. */
export const factsVersion = factFile('version.txt', (text) => text.trim());
