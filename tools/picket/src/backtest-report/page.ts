import { createHash } from 'node:crypto';
import type { BacktestReport } from '@picket/simulate';

const style = `
:root { color-scheme: light dark; --ink: #1b1f24; --soft: #5c6670; --line: #d5dae0; --paper: #fff; --bar: #2f6fb0; --bar2: #c2711c; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e9ec; --soft: #9aa4ae; --line: #343b43; --paper: #14181c; --bar: #6ea8e0; --bar2: #e0a060; } }
body { margin: 2rem auto; max-width: 72rem; padding: 0 1rem; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
h1 { font-size: 1.4rem; } h2 { font-size: 1.1rem; margin-top: 2rem; }
p.note { color: var(--soft); }
table { border-collapse: collapse; width: 100%; }
th, td { padding: .3rem .6rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: middle; }
th { color: var(--soft); font-weight: 600; } td.n, th.n { text-align: right; font-variant-numeric: tabular-nums; }
td.why { color: var(--soft); font-size: .9em; }
svg { display: block; width: 100%; height: auto; } svg.spark { width: 12rem; }
rect.a { fill: var(--bar); } rect.i { fill: var(--bar2); } text { fill: var(--soft); font-size: 11px; } line { stroke: var(--line); }
.key span { display: inline-block; width: .8em; height: .8em; margin: 0 .3em 0 1em; } .key .a { background: var(--bar); } .key .i { background: var(--bar2); }
`;

/**
 * A backtest as one page that stands alone: no script, nothing loaded, all text escaped. Charts are drawn as SVG, with a
 * title on each bar for readers who cannot see it.
 */
export function backtestPage(report: BacktestReport): string {
  const { from, to, isWhole, days, rules, entities } = report;
  const hash = createHash('sha256').update(style).digest('base64');
  const alerts = days.reduce((sum, day) => sum + day.alerts, 0);
  const incidents = days.reduce((sum, day) => sum + day.incidents, 0);
  const title = `Backtest ${from.slice(0, 10)} to ${to.slice(0, 10)}`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'">
<title>${escaped(title)}</title>
<style>${style}</style>
</head>
<body>
<h1>${escaped(title)}</h1>
<p>${rules.length} rules, ${alerts} alerts, ${incidents} incidents.${isWhole ? '' : ' <strong>Interrupted: this is what was done so far.</strong>'}</p>
<h2>Alerts and incidents a day</h2>
<p class="key note"><span class="a"></span>alerts <span class="i"></span>incidents</p>
${dayChart(days)}
<h2>Rules, the noisiest first</h2>
<table>
<thead><tr><th class="n">alerts</th><th class="n">incidents</th><th class="n">runs</th><th>severity</th><th>rule</th><th>a day</th></tr></thead>
<tbody>
${rules.map(ruleRow).join('\n')}
</tbody>
</table>
<h2>Entities in most alerts</h2>
${entities.length === 0 ? '<p class="note">No alert named an entity.</p>' : entityTable(entities)}
</body>
</html>
`;
}

type Days = BacktestReport['days'];

const width = 960;
const height = 220;
const foot = 24;

function dayChart(days: Days): string {
  const most = Math.max(1, ...days.flatMap(({ alerts, incidents }) => [alerts, incidents]));
  const step = width / Math.max(1, days.length);
  const barOf = (count: number, at: number, kind: 'a' | 'i', label: string): string => {
    const tall = (count / most) * (height - foot - 14);
    return `<rect class="${kind}" x="${at.toFixed(1)}" y="${(height - foot - tall).toFixed(1)}" width="${(step * 0.38).toFixed(1)}" height="${tall.toFixed(1)}"><title>${escaped(label)}</title></rect>`;
  };
  const every = Math.max(1, Math.ceil(days.length / 12));
  const parts = days.map(({ day, alerts, incidents }, i) => {
    const x = i * step;
    const label = i % every === 0 ? `<text x="${x.toFixed(1)}" y="${height - 6}">${day.slice(5)}</text>` : '';
    return `${barOf(alerts, x + step * 0.1, 'a', `${day}: ${alerts} alerts`)}${barOf(incidents, x + step * 0.5, 'i', `${day}: ${incidents} incidents`)}${label}`;
  });
  return `<svg viewBox="0 0 ${width} ${height}" role="img" aria-label="Alerts and incidents a day"><text x="0" y="11">${most}</text><line x1="0" y1="${height - foot}" x2="${width}" y2="${height - foot}"/>${parts.join('')}</svg>`;
}

function ruleRow({
  name,
  file,
  severity,
  runs,
  alerts,
  incidents,
  perDay,
  problems,
}: BacktestReport['rules'][number]): string {
  const why = problems.map(({ code, message }) => `${code} ${message}`).join('; ');
  const said = why === '' ? '' : `<br><span class="note">${escaped(why)}</span>`;
  return `<tr><td class="n">${alerts}</td><td class="n">${incidents}</td><td class="n">${runs}</td><td>${severity}</td><td title="${escaped(file)}">${escaped(name)}${said}</td><td>${spark(perDay, name)}</td></tr>`;
}

function spark(counts: readonly number[], name: string): string {
  const most = Math.max(1, ...counts);
  const step = 192 / Math.max(1, counts.length);
  const rects = counts.map((count, i) => {
    const tall = (count / most) * 24;
    return `<rect class="a" x="${(i * step).toFixed(1)}" y="${(24 - tall).toFixed(1)}" width="${(step * 0.8).toFixed(1)}" height="${tall.toFixed(1)}"/>`;
  });
  return `<svg class="spark" viewBox="0 0 192 24" role="img" aria-label="${escaped(`Alerts a day of ${name}: ${counts.join(', ')}`)}">${rects.join('')}</svg>`;
}

function entityTable(entities: BacktestReport['entities']): string {
  const rows = entities.map(
    ({ type, identifiers, alerts }) =>
      `<tr><td class="n">${alerts}</td><td>${escaped(type)}</td><td>${escaped(
        Object.entries(identifiers)
          .map(([name, value]) => `${name} ${value}`)
          .join(', '),
      )}</td></tr>`,
  );
  return `<table>\n<thead><tr><th class="n">alerts</th><th>type</th><th>entity</th></tr></thead>\n<tbody>\n${rows.join('\n')}\n</tbody>\n</table>`;
}

const signs: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => signs[sign] ?? sign);
