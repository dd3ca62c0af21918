import type { AlertRule } from '@picket/benign-tenant';
import type { ContentPackage } from '@picket/model';

/** The rules whose alerts an invented company has, with what their alerts name. */
export function alertRules(packages: readonly ContentPackage[]): readonly AlertRule[] {
  return packages.flatMap(({ table, rules }) =>
    rules.map(({ value: { id, name, severity, tactics = [], entityMappings = [] } }) => ({
      id,
      name,
      severity,
      tactics,
      table,
      entityMappings,
    })),
  );
}
