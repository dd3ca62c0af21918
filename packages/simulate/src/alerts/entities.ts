import type { Column, Row } from '@picket/engine';
import { type EntityMapping, type EntityType, entityTypes, type Rule } from '@picket/model';
import type { Entity } from './alert.ts';
import { cellText } from './cell-text.ts';
import type { Cut } from './limits.ts';

/** Entities of an alert, divided equally among its mappings (Microsoft Sentinel service limits). */
const mostEntities = 500;
/** Bytes of an alert's entities together. */
const mostBytes = 64 * 1024;

/** Accounts that name no one: the service drops them (Entities reference, Account). */
const builtInAccounts = new Set([
  'ADMIN',
  'ADMINISTRATOR',
  'SYSTEM',
  'ROOT',
  'ANONYMOUS',
  'AUTHENTICATED USER',
  'NETWORK',
  'NULL',
  'LOCAL SYSTEM',
  'LOCALSYSTEM',
  'NETWORK SERVICE',
]);

/**
 * What an alert's rows are about, by the rule's mappings: for each row the identifiers that are not empty, if they are
 * enough to name the entity; each entity once, in the order of mappings and rows. What a limit cuts off is told.
 */
export function entitiesOf(
  { entityMappings = [] }: Rule,
  columns: readonly Column[],
  rows: readonly Row[],
): { readonly entities: readonly Entity[]; readonly cuts: readonly Cut[] } {
  const most = Math.max(1, Math.floor(mostEntities / Math.max(1, entityMappings.length)));
  const cuts: Cut[] = [];
  const entities = new Map<string, Entity>();
  let bytes = 0;
  for (const mapping of entityMappings) {
    const own = new Map(
      rows.flatMap((row) => {
        const entity = entityOf(mapping, columns, row);
        return entity ? [[entityKey(entity), entity] as const] : [];
      }),
    );
    if (own.size > most) cuts.push({ what: `${mapping.entityType} entities`, kept: most, of: own.size });
    for (const [key, entity] of [...own].slice(0, most)) {
      if (entities.has(key)) continue;
      const size = Buffer.byteLength(JSON.stringify(entity.identifiers));
      if (bytes + size > mostBytes) {
        cuts.push({ what: 'entities of 64 KB together', kept: entities.size, of: undefined });
        return { entities: [...entities.values()], cuts };
      }
      bytes += size;
      entities.set(key, entity);
    }
  }
  return { entities: [...entities.values()], cuts };
}

function entityOf(
  { entityType, fieldMappings }: EntityMapping,
  columns: readonly Column[],
  row: Row,
): Entity | undefined {
  const known = entityTypes[entityType];
  const identifiers: Record<string, string> = {};
  for (const { identifier, columnName } of fieldMappings) {
    const at = columns.findIndex(({ name }) => name === columnName);
    const text = at < 0 ? undefined : cellText(row[at] ?? null, columns[at]?.type ?? 'string');
    if (text !== undefined) identifiers[identifier] = text;
  }
  const isFilled = (names: readonly string[]): boolean => names.every((name) => Object.hasOwn(identifiers, name));
  if (!(known?.requiredAnyOf ?? []).some(isFilled)) return undefined;
  if (entityType === 'Account' && isBuiltIn(identifiers)) return undefined;
  return { type: entityType, identifiers, strength: strengthOf(entityType, known, identifiers) };
}

/** Named by nothing but a built-in name. */
function isBuiltIn(identifiers: Readonly<Record<string, string>>): boolean {
  const others = ['AadUserId', 'Sid', 'PUID', 'ObjectGuid', 'FullName'];
  return hasBuiltInName(identifiers) && !others.some((name) => identifiers[name] !== undefined);
}

const hasBuiltInName = ({ Name }: Readonly<Record<string, string>>): boolean =>
  Name !== undefined && builtInAccounts.has(Name.toUpperCase());

/** Domains that every Windows machine has: an account of theirs is another one on each host. */
const builtInDomains = new Set(['NT AUTHORITY', 'NT SERVICE', 'BUILTIN', 'WORKGROUP']);

/**
 * Which of an entity's identifiers do not make it strong, though they are documented as strong: by themselves they name
 * another thing on each host or in each network (Entities reference, the footnotes of Account, IP and URL).
 */
const shared: Readonly<Record<string, (identifiers: Readonly<Record<string, string>>) => readonly string[]>> = {
  Account: (identifiers) => [
    ...(hasBuiltInName(identifiers) ? ['Sid'] : []),
    ...(builtInDomains.has((identifiers.NTDomain ?? '').toUpperCase()) ? ['NTDomain'] : []),
  ],
  IP: ({ Address = '', AddressScope }) => (AddressScope === undefined && !isGlobal(Address) ? ['Address'] : []),
  URL: ({ Url = '' }) => (/^[a-z][a-z0-9+.-]*:\/\//i.test(Url) ? [] : ['Url']),
};

function strengthOf(
  type: string,
  known: EntityType | undefined,
  identifiers: Readonly<Record<string, string>>,
): Entity['strength'] {
  const weak = (Object.hasOwn(shared, type) ? shared[type]?.(identifiers) : undefined) ?? [];
  const isStrong = (names: readonly string[]): boolean =>
    names.every((name) => Object.hasOwn(identifiers, name) && !weak.includes(name));
  return (known?.strong ?? []).some(isStrong) ? 'strong' : 'weak';
}

/**
 * Whether an address names one machine of all networks. It does not in the private, shared, loopback and link-local
 * ranges (RFC 1918, 6598, 1122, 3927, 4193, 4291), also written as IPv6. The ranges for documentation count as global:
 * they stand for other addresses.
 */
function isGlobal(address: string): boolean {
  const plain = address.trim().replace(/^::ffff:(?=\d+\.)/i, '');
  return !/^(0\.|10\.|127\.|169\.254\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1?$|f[cd][0-9a-f]{2}:|fe[89ab][0-9a-f]:)/i.test(
    plain,
  );
}

/** The same for entities with the same type and identifiers. */
export function entityKey({ type, identifiers }: Entity): string {
  return JSON.stringify([type, ...Object.entries(identifiers).sort(([a], [b]) => (a < b ? -1 : 1))]);
}
