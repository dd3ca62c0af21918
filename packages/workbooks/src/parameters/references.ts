/** `{Name}` or `{Name:format}` in a text; offsets count UTF-16 units, `end` is behind the closing brace. */
export interface ParameterReference {
  readonly name: string;
  readonly format?: string;
  readonly start: number;
  readonly end: number;
}

/** A format is a word, or a JSONPath that begins with `$` (Workbook parameters: Format parameters by using JSONPath). */
const reference = /\{([A-Za-z_]\w*)(?::([A-Za-z]\w*|\$[^{}\r\n]*))?\}/g;

/**
 * Everything in a text that has the form of a reference, in the order of the text. Braces mean other things, too
 * (bodies of functions, quantifiers of regular expressions, JSON): whether there is such a parameter is not known here.
 */
export function referencesIn(text: string): readonly ParameterReference[] {
  return [...text.matchAll(reference)].map(({ 0: whole, 1: name = '', 2: format, index }) => ({
    name,
    ...(format === undefined ? {} : { format }),
    start: index,
    end: index + whole.length,
  }));
}
