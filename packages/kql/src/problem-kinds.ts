import type { KqlProblem } from './analysis.ts';

type Kind = KqlProblem['kind'];

const rows: readonly (readonly [Kind, readonly string[]])[] = [
  ['syntax', ['KS001', 'KS002', 'KS003', 'KS004', 'KS005', 'KS006', 'KS174', 'KS175', 'KS176', 'KS198', 'KS228']],
  ['unknown-function', ['KS122', 'KS123', 'KS124', 'KS125', 'KS143', 'KS211', 'KS236', 'KS237']],
  ['unknown-table', ['KS181', 'KS204', 'KS205', 'KS209', 'KS210']],
  [
    'type',
    [
      ...['KS106', 'KS107', 'KS108', 'KS109', 'KS110', 'KS111', 'KS112', 'KS113', 'KS116', 'KS117', 'KS118', 'KS119'],
      ...['KS120', 'KS121', 'KS127', 'KS129', 'KS130', 'KS131', 'KS132', 'KS133', 'KS134', 'KS135', 'KS136', 'KS137'],
      ...['KS138', 'KS139', 'KS140', 'KS141', 'KS147', 'KS178', 'KS206', 'KS227', 'KS232', 'KS233', 'KS234', 'KS235'],
      ...['KS241', 'KS242'],
    ],
  ],
  ['limit', ['KS244', 'KS245', 'KS246']],
];

const kindOfCode = new Map(rows.flatMap(([kind, codes]) => codes.map((code) => [code, kind] as const)));

/** What a code of the analyser is about. KS142 is not here: only its place tells a column from a table or variable. */
export function kindOfProblem(code: string): Kind {
  return kindOfCode.get(code) ?? 'other';
}
