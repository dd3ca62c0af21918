import { ticksPer, typedCell } from '@picket/engine';

const unitTicks: Readonly<Record<string, bigint>> = {
  d: ticksPer.day,
  h: ticksPer.hour,
  m: ticksPer.minute,
  s: ticksPer.second,
};
const span = /^(?:\d{1,7}[dhms])+$/;
const part = /(\d+)([dhms])/g;

/** Ticks of a duration as tests write it: `50m`, `1h30m`, `2d`, `90s`. Undefined when it is none. */
export function spanTicks(text: unknown): bigint | undefined {
  if (typeof text !== 'string' || !span.test(text)) return undefined;
  return [...text.matchAll(part)].reduce(
    (sum, [, count = '0', unit = 's']) => sum + BigInt(count) * (unitTicks[unit] ?? 0n),
    0n,
  );
}

/**
 * Ticks of a moment as tests write it: an ISO moment, or how far it lies from now: `-50m`, `+1h`. Undefined when it is
 * none.
 *
 * @param now in ticks
 */
export function momentTicks(text: unknown, now: bigint): bigint | undefined {
  if (typeof text !== 'string') return undefined;
  if (/^[-+]/.test(text)) {
    const distance = spanTicks(text.slice(1));
    if (distance === undefined) return undefined;
    return text.startsWith('-') ? now - distance : now + distance;
  }
  const cell = /^\d{4}-/.test(text) ? typedCell(text, 'datetime') : undefined;
  return typeof cell === 'bigint' ? cell : undefined;
}
