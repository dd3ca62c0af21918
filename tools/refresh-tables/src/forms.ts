/** Says whether a value follows a form; each fault is told with its place, as `categories[3].slug`. Never throws. */
export type Form = (value: unknown, at: string, fault: (at: string, why: string) => void) => void;

export const text: Form = (value, at, fault) => {
  if (typeof value !== 'string') fault(at, 'must be text');
};

export const flag: Form = (value, at, fault) => {
  if (typeof value !== 'boolean') fault(at, 'must be true or false');
};

export const number: Form = (value, at, fault) => {
  if (typeof value !== 'number' || !Number.isFinite(value)) fault(at, 'must be a number');
};

export const date: Form = (value, at, fault) => {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) fault(at, 'must be a date, YYYY-MM-DD');
};

export function listOf(item: Form): Form {
  return (value, at, fault) => {
    if (!Array.isArray(value)) return fault(at, 'must be a list');
    for (const [index, entry] of value.entries()) item(entry, `${at}[${index}]`, fault);
  };
}

export function recordOf(item: Form): Form {
  return (value, at, fault) => {
    if (!isRecord(value)) return fault(at, 'must be an object');
    for (const [key, entry] of Object.entries(value)) item(entry, at === '' ? key : `${at}.${key}`, fault);
  };
}

/** An object with these keys and no others; a key ending in `?` may be missing. */
export function object(members: Readonly<Record<string, Form>>): Form {
  const forms = new Map(Object.entries(members).map(([key, form]) => [key.replace('?', ''), form]));
  return (value, at, fault) => {
    if (!isRecord(value)) return fault(at, 'must be an object');
    const place = (key: string) => (at === '' ? key : `${at}.${key}`);
    for (const key of Object.keys(value)) if (!forms.has(key)) fault(place(key), 'is not a key that is known here');
    for (const written of Object.keys(members)) {
      const key = written.replace('?', '');
      if (Object.hasOwn(value, key)) forms.get(key)?.(value[key], place(key), fault);
      else if (!written.endsWith('?')) fault(place(key), 'is missing');
    }
  };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
