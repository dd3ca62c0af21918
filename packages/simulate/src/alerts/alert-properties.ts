/** What an alert property takes (Customize alert details, the table of properties). */
interface AlertProperty {
  /** Whether it holds a list: then 5 KB, and 50 values, not 256 bytes. */
  readonly isList: boolean;
  /** Whether a value of it is of the documented form. */
  readonly isValid: (value: string) => boolean;
}

const text: AlertProperty = { isList: false, isValid: () => true };
const texts: AlertProperty = { isList: true, isValid: () => true };

/** The page calls all of them strings; which are lists, the security alert schema tells. */
export const alertProperties: Readonly<Record<string, AlertProperty>> = {
  AlertLink: text,
  ConfidenceLevel: { isList: false, isValid: (value) => /^(low|high|unknown)$/i.test(value) },
  // 'Integer, between 0-1': the alerts of other products hold fractions, so they are taken too.
  ConfidenceScore: { isList: false, isValid: (value) => /^(0(\.\d+)?|1(\.0+)?)$/.test(value) },
  ExtendedLinks: texts,
  ProductComponentName: text,
  ProductName: text,
  ProviderName: text,
  RemediationSteps: texts,
  Techniques: { isList: true, isValid: (value) => /^T\d{4}$/.test(value) },
  SubTechniques: { isList: true, isValid: (value) => /^T\d{4}\.\d{3}$/.test(value) },
};

/** Why a text is no value of a property; undefined when it is one. */
export function misfitOf(property: string, value: string): string | undefined {
  const known = alertProperties[property];
  if (!known) return undefined;
  const most = known.isList ? mostListBytes : mostTextBytes;
  if (Buffer.byteLength(value) > most) return `is longer than ${most} bytes`;
  const values = known.isList ? (listOf(value) ?? [value]) : [value];
  return values.length > 0 && values.every(known.isValid) ? undefined : `is '${value}'`;
}

/** Bytes of a name and of other single values (Customize alert details, Service limits). */
export const mostTextBytes = 256;
/** Bytes of a description and of lists. */
export const mostListBytes = 5 * 1024;

/** A list in JSON or with commas; undefined for JSON that is none. */
export function listOf(value: string): readonly string[] | undefined {
  const items = /^\s*\[/.test(value) ? jsonList(value) : value.split(',');
  return items?.map((item) => item.trim()).filter((item) => item !== '');
}

function jsonList(value: string): readonly string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(value);
    return Array.isArray(parsed) ? parsed.map(String) : undefined;
  } catch {
    return undefined;
  }
}
