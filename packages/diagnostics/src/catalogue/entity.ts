import { entry } from '../entry.ts';

export const entityProblems = {
  ENT101: entry<{ entityType: string; identifiers: readonly string[]; needs: readonly (readonly string[])[] }>({
    severity: 'error',
    title: 'the identifiers do not suffice',
    message: (p) => `${p.identifiers.join(' and ')} alone cannot identify the entity ${p.entityType}`,
    hint: (p) => `map at least ${p.needs.map((all) => all.join(' with ')).join(', or ')}`,
  }),
  ENT102: entry<{ identifier: string; entityType: string }>({
    severity: 'error',
    title: 'an identifier is mapped twice in one entity',
    message: (p) => `${p.entityType} maps the identifier ${p.identifier} more than once`,
    hint: () => 'map a second entity of the same type instead',
  }),
  ENT103: entry<{ entityType: string }>({
    severity: 'warning',
    title: 'the same entity is mapped twice',
    message: (p) => `this ${p.entityType} mapping repeats an earlier one and takes a share of the entities per alert`,
  }),
  ENT104: entry<{ entityType: string; identifiers: readonly string[]; stronger: readonly string[] }>({
    severity: 'note',
    title: 'a weak identification',
    message: (p) =>
      `${p.entityType} is identified by ${p.identifiers.join(' and ')} only, which is not unique: alerts about the same one may not be joined`,
    hint: (p) => `add ${p.stronger.join(' or ')}`,
  }),
};
