/** One step of a JSONPath: `.name`, `['name']`, `[0]`, or with a second dot the first such name at any depth. */
const step = /^(?:\.\.?([A-Za-z_$][\w$-]*)|\[(\d+)\]|\[(?:'([^']*)'|"([^"]*)")\])/;

/** A JSONPath cut into its steps; undefined where it asks for more than one value or for what is not known here. */
function stepsOf(path: string): readonly { readonly key: string | number; readonly deep: boolean }[] | undefined {
  if (!path.startsWith('$')) return undefined;
  const steps: { key: string | number; deep: boolean }[] = [];
  let rest = path.slice(1).trim();
  while (rest !== '') {
    const found = step.exec(rest);
    if (!found) return undefined;
    const [whole, name, index, single, double] = found;
    steps.push({
      key: index === undefined ? (name ?? single ?? double ?? '') : Number(index),
      deep: whole.startsWith('..'),
    });
    rest = rest.slice(whole.length);
  }
  return steps;
}

/** Whether `valueAtPath` knows the form of the path. */
export function isKnownPath(path: string): boolean {
  return stepsOf(path) !== undefined;
}

/**
 * The value at a JSONPath of a JSON text: texts as they are, others as JSON. Empty where the text is no JSON or has
 * nothing there (Workbook parameters: Format parameters by using JSONPath); undefined for a path of another form.
 */
export function valueAtPath(text: string, path: string): string | undefined {
  const steps = stepsOf(path);
  if (!steps) return undefined;
  let value = parsed(text);
  for (const { key, deep } of steps) value = deep ? firstBelow(value, key) : memberOf(value, key);
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function memberOf(value: unknown, key: string | number): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[key];
}

function firstBelow(value: unknown, key: string | number): unknown {
  const own = memberOf(value, key);
  if (own !== undefined || typeof value !== 'object' || value === null) return own;
  for (const child of Object.values(value)) {
    const found = firstBelow(child, key);
    if (found !== undefined) return found;
  }
  return undefined;
}
