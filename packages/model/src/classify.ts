/** Keys that only an analytics rule has. */
const ruleKeys = new Set([
  'queryFrequency',
  'queryPeriod',
  'triggerOperator',
  'triggerThreshold',
  'eventGroupingSettings',
  'suppressionEnabled',
  'suppressionDuration',
  'incidentConfiguration',
  'alertDetailsOverride',
]);
/** Folders whose YAML files with a query are rules, as repositories of Sentinel content call them. */
const ruleFolders = new Set(['rules', 'analytic rules', 'analytics rules', 'analyticrules', 'detections']);

const topLevelLine = /^( *)(?:"([^"\r\n]+)"|'([^'\r\n]+)'|([A-Za-z_][^:\r\n#]*?)) *:(?=[ \t\r\n]|$)[ \t]*([^\r\n]*)/gm;

/**
 * What a YAML file of an arbitrary folder is, from its path and the keys at its top level. Made for files that may be
 * broken: nothing is parsed. Hunting queries, parsers, playbooks, custom detections and the like are `other`, as are
 * the stubs that a moved rule leaves behind.
 */
export function classify(path: string, text: string): 'rule' | 'connector' | 'other' {
  const segments = path.split('/');
  const keys = topLevelKeys(text);
  if (/^connector\.ya?ml$/.test(segments.at(-1) ?? '')) return 'connector';
  if (keys.has('diagnosticSetting') && keys.has('connectivity')) return 'connector';
  if (/^['"]?(?:scheduled|nrt)\b/i.test(keys.get('kind') ?? '')) return 'rule';
  if ([...keys.keys()].some((key) => ruleKeys.has(key))) return 'rule';
  if (!keys.has('query')) return 'other';
  const isInRuleFolder = segments.slice(0, -1).some((segment) => ruleFolders.has(segment.toLowerCase()));
  return keys.has('severity') || isInRuleFolder ? 'rule' : 'other';
}

/** Key and rest of the line of each entry at the least indentation in the file. */
function topLevelKeys(text: string): ReadonlyMap<string, string> {
  const lines = [...text.replace(/^\uFEFF/, '').matchAll(topLevelLine)];
  const indent = lines[0]?.[1]?.length ?? 0;
  return new Map(
    lines
      .filter((line) => line[1]?.length === indent)
      .map(([, , double, single, plain, rest = '']) => [double ?? single ?? plain ?? '', rest]),
  );
}
