/** A line of a text comparison: kept, removed or added. */
export interface DiffLine {
  readonly sign: ' ' | '-' | '+';
  readonly text: string;
}

/** Beyond this many line pairs the two texts are shown as replaced: exact comparison would cost too much. */
const mostPairs = 4_000_000;

/**
 * The shortest way from one text to the other in whole lines, with `context` lines around each change and a line `…` where
 * lines are left out. Source: the longest common subsequence, as diff(1) shows it.
 */
export function lineDiff(before: string, after: string, context = 2): readonly DiffLine[] {
  const left = before.split('\n');
  const right = after.split('\n');
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  const kept = (lines: readonly string[]): DiffLine[] => lines.map((text) => ({ sign: ' ', text }));
  const all = [
    ...kept(left.slice(0, start)),
    ...middle(left.slice(start, left.length - end), right.slice(start, right.length - end)),
    ...kept(left.slice(left.length - end)),
  ];
  return shorten(all, context);
}

function middle(left: readonly string[], right: readonly string[]): DiffLine[] {
  const removed = (text: string): DiffLine => ({ sign: '-', text });
  const added = (text: string): DiffLine => ({ sign: '+', text });
  if (left.length * right.length > mostPairs) return [...left.map(removed), ...right.map(added)];
  // common[i][j]: length of the longest common subsequence of left[i…] and right[j…].
  const width = right.length + 1;
  const common = new Uint32Array((left.length + 1) * width);
  const length = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = left.length - 1; i >= 0; i--)
    for (let j = right.length - 1; j >= 0; j--)
      common[i * width + j] =
        left[i] === right[j] ? length(i + 1, j + 1) + 1 : Math.max(length(i + 1, j), length(i, j + 1));
  const out: DiffLine[] = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    const text = left[i] ?? '';
    if (text === right[j]) {
      out.push({ sign: ' ', text });
      i++;
      j++;
    } else if (length(i + 1, j) >= length(i, j + 1)) {
      out.push(removed(text));
      i++;
    } else {
      out.push(added(right[j] ?? ''));
      j++;
    }
  }
  return [...out, ...left.slice(i).map(removed), ...right.slice(j).map(added)];
}

function shorten(lines: readonly DiffLine[], context: number): readonly DiffLine[] {
  const near = new Array<boolean>(lines.length).fill(false);
  lines.forEach((line, at) => {
    if (line.sign !== ' ') near.fill(true, Math.max(0, at - context), at + context + 1);
  });
  return lines.flatMap((line, at): DiffLine[] => {
    if (near[at]) return [line];
    return at === 0 || near[at - 1] ? [{ sign: ' ', text: '…' }] : [];
  });
}
