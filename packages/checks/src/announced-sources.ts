import type { Analysis, KqlProblem } from '@picket/kql';
import type { RequiredDataConnector } from '@picket/model';

/**
 * The analysis with a warning instead of an error for each unknown table that the rule announces. Parsers of solutions
 * are functions that only the workspace has, and rules name them under requiredDataConnectors: as a data type, or as
 * the connector or custom table that they are called after (in Azure-Sentinel, four of five rules over such parsers).
 */
export function withAnnouncedSources(
  analysis: Analysis,
  connectors: readonly RequiredDataConnector[] | undefined,
): Analysis {
  if (!connectors || !analysis.problems.some(({ kind }) => kind === 'unknown-table')) return analysis;
  const dataTypes = connectors.flatMap((connector) => connector.dataTypes ?? []);
  const listed = new Set(dataTypes.map(bareName));
  const custom = dataTypes.filter((dataType) => dataType.endsWith('_CL')).map(bareName);
  const ids = connectors.map(({ connectorId }) => bareName(connectorId ?? '')).filter((id) => id.length >= shortest);
  const isAnnounced = ({ kind, name, candidates = [] }: KqlProblem): boolean => {
    if (kind !== 'unknown-table' || name === undefined) return false;
    const bare = bareName(name);
    // A documented table in another letter case is misspelt, in the list too.
    if (candidates.some((candidate) => candidate.toLowerCase() === name.toLowerCase())) return false;
    if (listed.has(bare)) return true;
    if (candidates.length > 0 || bare.length < shortest) return false;
    return ids.some((id) => bare.startsWith(id)) || custom.some((table) => table.startsWith(bare));
  };
  return {
    ...analysis,
    problems: analysis.problems.map((problem) =>
      isAnnounced(problem) ? { ...problem, severity: 'warning', candidates: [] } : problem,
    ),
  };
}

/** Shorter names, such as `DNS`, begin too many others. */
const shortest = 5;

/** `Cisco_Umbrella_proxy_CL` → `ciscoumbrellaproxy`, `BoxEvents (parser)` → `boxevents`. */
function bareName(name: string): string {
  return name
    .replace(/\s*\(.*$/, '')
    .replace(/_CL$/, '')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
}
