import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { load } from 'js-yaml';

/**
 * The door to the list of the open uap-core project (version 0.18.0), which knows user agents by regular expressions. The
 * first use reads it (about 200 ms), each pattern is compiled when it is met.
 */
export interface AgentPattern {
  /** Flags included, as JavaScript compiles it. The list has no lookaround and no reference to a group. */
  readonly regex: RegExp;
  /** What stands for a part instead of the group at its place, by the names of the list: `os_v1_replacement`. */
  readonly replacements: Readonly<Record<string, string>>;
}

export type AgentPart = 'user_agent_parsers' | 'os_parsers' | 'device_parsers';

type Written = Readonly<Record<string, unknown>> & { readonly regex: string; readonly regex_flag?: string };

let lists: Readonly<Record<AgentPart, readonly (() => AgentPattern)[]>> | undefined;

function patternOf({ regex, regex_flag: flag, ...replacements }: Written): () => AgentPattern {
  let compiled: AgentPattern | undefined;
  return () => {
    compiled ??= {
      regex: new RegExp(regex, flag ?? ''),
      replacements: Object.fromEntries(Object.entries(replacements).map(([name, value]) => [name, String(value)])),
    };
    return compiled;
  };
}

/** The patterns for one part of an agent, in their order: the first that matches counts. */
export function agentPatterns(part: AgentPart): readonly (() => AgentPattern)[] {
  if (!lists) {
    const require = createRequire(import.meta.url);
    const file = require.resolve('uap-core/regexes.yaml');
    const written = load(readFileSync(file, 'utf8')) as Readonly<Record<AgentPart, readonly Written[]>>;
    lists = {
      user_agent_parsers: written.user_agent_parsers.map(patternOf),
      os_parsers: written.os_parsers.map(patternOf),
      device_parsers: written.device_parsers.map(patternOf),
    };
  }
  return lists[part];
}
