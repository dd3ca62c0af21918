import { entry } from '../entry.ts';

/** Problems of the comments that allow another problem: `# picket-allow CODE until YYYY-MM-DD: reason`. */
export const suppressionProblems = {
  SUP001: entry<{ text: string }>({
    severity: 'error',
    title: 'suppression is not readable',
    message: (p) => `this suppression is not readable: ${p.text}`,
    hint: () => 'write: picket-allow CODE until YYYY-MM-DD: reason',
  }),
  SUP002: entry<{ code: string; near: string | undefined }>({
    severity: 'error',
    title: 'suppression names an unknown code',
    message: (p) => `there is no problem code '${p.code}' to allow`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  SUP003: entry<{ code: string; until: string }>({
    severity: 'error',
    title: 'suppression has expired',
    message: (p) => `the suppression of ${p.code} ended on ${p.until}`,
    hint: () => 'solve the problem, or renew the date and the reason',
  }),
  SUP004: entry<{ code: string }>({
    severity: 'warning',
    title: 'suppression allows nothing',
    message: (p) => `nothing here raises ${p.code} any more`,
    hint: () => 'remove the comment',
  }),
};
