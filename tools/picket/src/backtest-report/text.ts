import type { BacktestReport } from '@picket/simulate';

const bars = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
const mostDays = 31;
const mostEntities = 10;

/** A backtest as lines for a terminal: the noisiest rules first, then days and entities. */
export function backtestText({ from, to, isWhole, days, rules, entities }: BacktestReport): string {
  const alerts = days.reduce((sum, day) => sum + day.alerts, 0);
  const incidents = days.reduce((sum, day) => sum + day.incidents, 0);
  const lines = [
    `${from.slice(0, 16)} to ${to.slice(0, 16)}: ${rules.length} rules, ${alerts} alerts, ${incidents} incidents${isWhole ? '' : ' (interrupted: what was done so far)'}`,
    '',
    table(
      ['alerts', 'incidents', 'runs', 'rule', 'a day'],
      rules.map((rule) => [
        String(rule.alerts),
        String(rule.incidents),
        String(rule.runs),
        rule.problems.length > 0 ? `${rule.name} (stopped: ${rule.problems[0]?.code})` : rule.name,
        sparkline(rule.perDay.slice(-mostDays)),
      ]),
      [true, true, true, false, false],
    ),
  ];
  if (alerts > 0) {
    const shown = days.filter((day) => day.alerts + day.incidents > 0).slice(-mostDays);
    lines.push(
      '',
      table(
        ['day', 'alerts', 'incidents'],
        shown.map((day) => [day.day, String(day.alerts), String(day.incidents)]),
        [false, true, true],
      ),
    );
  }
  if (entities.length > 0) {
    const shown = entities
      .slice(0, mostEntities)
      .map(({ type, identifiers, alerts: count }) => [String(count), type, Object.values(identifiers).join(' ')]);
    lines.push('', table(['alerts', 'type', 'entity'], shown, [true, false, false]));
  }
  return `${lines.join('\n')}\n`;
}

/** Higher bars for more; a day without any is a blank. */
export function sparkline(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  return counts.map((count) => (count === 0 ? bars[0] : bars[Math.max(1, Math.round((count / most) * 8))])).join('');
}

function table(head: readonly string[], rows: readonly (readonly string[])[], right: readonly boolean[]): string {
  const widths = head.map((name, i) => Math.max(name.length, ...rows.map((row) => (row[i] ?? '').length)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (right[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd();
  return [line(head), ...rows.map(line)].join('\n');
}
