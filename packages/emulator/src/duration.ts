const pattern = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.\d+)?S)?)?$/;

/**
 * Minutes of an ISO 8601 duration of days, hours, minutes and seconds (`P1DT2H`), or undefined when it is none.
 * Years, months and weeks are not accepted: a time span has no fixed length for them.
 */
export function durationMinutes(text: string): number | undefined {
  const found = pattern.exec(text);
  if (!found || text.endsWith('P') || text.endsWith('T')) return undefined;
  const [days, hours, minutes, seconds] = found.slice(1).map((part) => Number(part ?? 0));
  return (days ?? 0) * 1440 + (hours ?? 0) * 60 + (minutes ?? 0) + (seconds ?? 0) / 60;
}
