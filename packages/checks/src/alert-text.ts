/** A piece of an alert text that stands, or was meant to stand, for a column; offsets into the text. */
export interface AlertTextPart {
  readonly kind: 'column' | 'unbalanced' | 'single';
  readonly start: number;
  readonly end: number;
  /** As written, braces included. */
  readonly text: string;
  /** What stands between the braces, blanks cut off. */
  readonly column: string;
}

/**
 * Reads alertDisplayNameFormat and alertDescriptionFormat: `{{Column}}` stands for a column's value, everything else
 * for itself. What looks like a slip is given too: braces that do not match, and single ones.
 */
export function alertTextParts(text: string): readonly AlertTextPart[] {
  const parts: AlertTextPart[] = [];
  const rest = text.replace(/\{\{([^{}]*)\}\}/g, (found, inner: string, start: number) => {
    parts.push({ kind: 'column', start, end: start + found.length, text: found, column: inner.trim() });
    return ' '.repeat(found.length);
  });
  let open = false;
  for (const found of rest.matchAll(/\{\{|\}\}/g)) {
    const isOpening = found[0] === '{{';
    if (isOpening || !open) {
      const [start, end] = isOpening ? openedAt(rest, found.index) : closedAt(rest, found.index);
      const slip = rest.slice(start, end);
      parts.push({ kind: 'unbalanced', start, end, text: slip, column: slip.replace(/[{}]/g, '') });
    }
    open = isOpening;
  }
  for (const found of rest.matchAll(/\{(\w+)\}/g)) {
    const [whole, column = ''] = found;
    const end = found.index + whole.length;
    if (parts.some((part) => found.index < part.end && part.start < end)) continue;
    parts.push({ kind: 'single', start: found.index, end, text: whole, column });
  }
  return parts.sort((a, b) => a.start - b.start);
}

/** `{{Column` or `{{Column}`: braces with the word behind them. */
function openedAt(text: string, at: number): readonly [number, number] {
  const word = /^\{\{[^{}\s]*\}?/.exec(text.slice(at));
  return [at, at + (word?.[0].length ?? 2)];
}

/** `Column}}` or `{Column}}`: braces with the word before them. */
function closedAt(text: string, at: number): readonly [number, number] {
  let start = at;
  while (start > 0 && !/[{}\s]/.test(text.charAt(start - 1))) start -= 1;
  return [text.charAt(start - 1) === '{' ? start - 1 : start, at + 2];
}

/** The two fields of alertDetailsOverride that hold such a text. */
export const alertTextFields = ['alertDisplayNameFormat', 'alertDescriptionFormat'] as const;
