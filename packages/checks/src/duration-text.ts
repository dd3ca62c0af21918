const units = [
  ['d', 1440],
  ['h', 60],
  ['m', 1],
] as const;

/** Minutes as a duration the way rules write it: 90 → `1h 30m`, 20160 → `14d`, 0.5 → `30s`. */
export function durationText(minutes: number): string {
  let left = Math.round(minutes * 60) / 60;
  const parts: string[] = [];
  for (const [unit, size] of units) {
    const count = Math.floor(left / size + 1e-9);
    if (count > 0) parts.push(`${count}${unit}`);
    left -= count * size;
  }
  const seconds = Math.round(left * 60);
  if (seconds > 0) parts.push(`${seconds}s`);
  return parts.join(' ') || '0m';
}
