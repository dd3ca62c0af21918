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
/** Folders whose YAML files are rules, as repositories of Sentinel content call them. */
const ruleFolders = new Set(['rules', 'analytic rules', 'analytics rules', 'analyticrules', 'detections']);

/** `Hunting Queries` and the like: what looks like half a rule there is a whole hunting query. */
const huntingFolder = /^hunting\b/i;

const topLevelLine = /^( *)(?:"([^"\r\n]+)"|'([^'\r\n]+)'|([A-Za-z_][^:\r\n#]*?)) *:(?=[ \t\r\n]|$)[ \t]*([^\r\n]*)/gm;

/**
 * What a YAML file of an arbitrary folder is, from its path and the keys at its top level. Made for files that may be
 * broken: nothing is parsed. Hunting queries, parsers, playbooks, custom detections and the like are `other`, as are
 * the stubs that a moved rule leaves behind. A file without any key is a rule only in a folder of rules, where it must
 * not go unnoticed.
 *
 * @param text read as UTF-8, whatever it is
 */
export function classify(path: string, text: string): 'rule' | 'rule-test' | 'connector' | 'workbook' | 'other' {
  const segments = path.split('/');
  const keys = topLevelKeys(text);
  if (/^connector\.ya?ml$/.test(segments.at(-1) ?? '')) return 'connector';
  if (/^workbook\.ya?ml$/.test(segments.at(-1) ?? '')) return 'workbook';
  if (keys.has('diagnosticSetting') && keys.has('connectivity')) return 'connector';
  if (keys.has('cases') && (keys.has('now') || segments.at(-2) === 'tests')) return 'rule-test';
  if ([...keys.keys()].some((key) => ruleKeys.has(key))) return 'rule';
  const folders = segments.slice(0, -1);
  if (folders.some((folder) => huntingFolder.test(folder))) return 'other';
  if (/^['"]?(?:scheduled|nrt)\b/i.test(keys.get('kind') ?? '')) return 'rule';
  const isInRuleFolder = folders.some((folder) => ruleFolders.has(folder.toLowerCase()));
  if (keys.size === 0) return isInRuleFolder ? 'rule' : 'other';
  if (!keys.has('query')) return 'other';
  return keys.has('severity') || isInRuleFolder ? 'rule' : 'other';
}

/** Key and rest of the line of each entry at the least indentation in the file. */
function topLevelKeys(text: string): ReadonlyMap<string, string> {
  // UTF-16 read as UTF-8 is the same text with a NUL at each character, behind a mark that cannot be read.
  const readable = text.replaceAll('\0', '').replace(/^[\uFEFF\uFFFD]+/, '');
  const lines = [...readable.matchAll(topLevelLine)];
  const indent = lines[0]?.[1]?.length ?? 0;
  return new Map(
    lines
      .filter((line) => line[1]?.length === indent)
      .map(([, , double, single, plain, rest = '']) => [double ?? single ?? plain ?? '', rest]),
  );
}
