import { type Bag, type Cell, isArray } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { bagOf, type FunctionTable, fn } from './blueprint.ts';
import { type AgentPart, agentPatterns } from './user-agent-list.ts';

interface Target {
  /** The member of the result. */
  readonly member: string;
  readonly patterns: AgentPart;
  /** Members of the part, with the replacement of the list and the group that count for each (0: none). */
  readonly fields: readonly (readonly [member: string, replacement: string, group: number])[];
}

/** In the order in which the result has them. */
const targets: Readonly<Record<string, Target>> = {
  browser: {
    member: 'Browser',
    patterns: 'user_agent_parsers',
    fields: [
      ['Family', 'family_replacement', 1],
      ['MajorVersion', 'v1_replacement', 2],
      ['MinorVersion', 'v2_replacement', 3],
      ['Patch', 'v3_replacement', 4],
    ],
  },
  os: {
    member: 'OperatingSystem',
    patterns: 'os_parsers',
    fields: [
      ['Family', 'os_replacement', 1],
      ['MajorVersion', 'os_v1_replacement', 2],
      ['MinorVersion', 'os_v2_replacement', 3],
      ['Patch', 'os_v3_replacement', 4],
      ['PatchMinor', 'os_v4_replacement', 5],
    ],
  },
  device: {
    member: 'Device',
    patterns: 'device_parsers',
    fields: [
      ['Family', 'device_replacement', 1],
      ['Brand', 'brand_replacement', 0],
      ['Model', 'model_replacement', 1],
    ],
  },
};

/** Agents repeat within rows, and an unknown one is tried against more than a thousand patterns. */
const known = new Map<string, Bag>();
const mostKnown = 5_000;

function partOf(agent: string, target: Target): Bag {
  const key = `${target.member} ${agent}`;
  const found = known.get(key) ?? recognised(agent, target);
  if (known.size >= mostKnown) known.clear();
  known.set(key, found);
  return found;
}

/**
 * Letters and digits beyond ASCII as ASCII ones. Kinds of regular expressions differ in whether such a letter is one; where
 * both forms of an agent match alike, that does not matter.
 */
const asAscii = (text: string): string =>
  text.replace(/[^\0-\x7f]/g, (character) => {
    if (/\p{Nd}/u.test(character)) return '0';
    return /[\p{L}\p{M}\p{Pc}]/u.test(character) ? 'x' : character;
  });

function groupsOf(regex: RegExp, agent: string): readonly (string | undefined)[] | undefined {
  const groups = regex.exec(agent) ?? undefined;
  const plain = asAscii(agent);
  if (plain === agent) return groups;
  const plainGroups = regex.exec(plain) ?? undefined;
  const isSame =
    groups?.length === plainGroups?.length &&
    (groups ?? []).every((group, i) => (group === undefined ? undefined : asAscii(group)) === plainGroups?.[i]);
  if (!isSame) throw new Refusal('parse_user_agent()', 'an agent of which letters beyond ASCII decide');
  return groups;
}

/** What no pattern tells is empty; the family of an agent that no pattern knows is "Other". */
function recognised(agent: string, { patterns, fields }: Target): Bag {
  for (const pattern of agentPatterns(patterns)) {
    const { regex, replacements } = pattern();
    const groups = groupsOf(regex, agent);
    if (!groups) continue;
    return bagOf(
      fields.map(([member, replacement, group]) => {
        const written = replacements[replacement];
        const text = written?.replace(/\$(\d)/g, (_, place: string) => groups[Number(place)] ?? '');
        return [member, (text ?? (group > 0 ? groups[group] : '') ?? '').trim()];
      }),
    );
  }
  return bagOf(fields.map(([member]) => [member, member === 'Family' ? 'Other' : '']));
}

/**
 * The browser, system and device that an agent's text tells, by the list that `user-agent-list.ts` names; the service's may
 * be of another day. Refused are texts of several lines, those in which letters beyond ASCII decide, for which kinds of regular
 * expressions differ, and what is looked for under another name.
 */
function parseUserAgent(agent: string, wanted: Cell): Bag {
  if (/[\n\r\u2028\u2029]/.test(agent)) throw new Refusal('parse_user_agent()', 'an agent of several lines');
  const names = isArray(wanted) ? wanted : [wanted];
  if (names.length === 0 || names.some((name) => typeof name !== 'string' || !Object.hasOwn(targets, name)))
    throw new Refusal('parse_user_agent()', 'other to look for than "browser", "os" and "device"');
  const asked = Object.entries(targets).filter(([name]) => names.includes(name));
  return bagOf(asked.map(([, target]) => [target.member, partOf(agent, target)]));
}

/** Microsoft Learn, "parse_user_agent()". */
export const userAgents: FunctionTable = {
  parse_user_agent: fn({ takes: ['string', 'value'], returns: 'dynamic', run: parseUserAgent }),
};
