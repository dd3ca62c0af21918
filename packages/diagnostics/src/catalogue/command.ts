import { entry } from '../entry.ts';

/** Problems with how the command was called, or with the machine it runs on. */
export const commandProblems = {
  CMD001: entry<{ path: string }>({
    severity: 'error',
    title: 'path does not exist',
    message: (p) => `there is no file or folder '${p.path}'`,
  }),
  CMD002: entry<{ where: string }>({
    severity: 'error',
    title: 'nothing to work on',
    message: (p) => `${p.where} holds no rule and no connector`,
    hint: () => 'name a file or folder with analytics rules, or run in a repository with content/',
  }),
  CMD003: entry<{ folder: string }>({
    severity: 'error',
    title: 'not in a Picket repository',
    message: (p) => `no picket.yaml in ${p.folder} or above`,
    hint: () => 'run from the repository, or write a picket.yaml with its name and targets',
  }),
  CMD004: entry<{ command: string; said: string }>({
    severity: 'error',
    title: 'git could not answer',
    message: (p) => `'${p.command}' failed: ${p.said}`,
    hint: () => 'check that this is a git repository and that the commit exists here (a shallow clone may lack it)',
  }),
  CMD005: entry<{ written: string; near: string | undefined }>({
    severity: 'error',
    title: 'no such problem code',
    message: (p) => `there is no problem code '${p.written}'`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : "'picket explain' lists all codes"),
  }),
  CMD006: entry<{ shell: string }>({
    severity: 'error',
    title: 'no completion for this shell',
    message: (p) => `there is no completion script for '${p.shell}'`,
    hint: () => 'choose bash, zsh or fish',
  }),
  CMD007: entry<{ target: string; known: readonly string[]; near: string | undefined }>({
    severity: 'error',
    title: 'unknown target',
    message: (p) => `picket.yaml has no target '${p.target}'; it has ${p.known.join(', ')}`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  CMD008: entry<{ path: string; said: string }>({
    severity: 'error',
    title: 'file cannot be read or written',
    message: (p) => `${p.path}: ${p.said}`,
  }),
  CMD009: entry<{ option: string; value: string; want: string }>({
    severity: 'error',
    title: 'option has no such value',
    message: (p) => `${p.option} cannot be '${p.value}'; it takes ${p.want}`,
  }),
  CMD010: entry<{ count: number }>({
    severity: 'error',
    title: 'deletions were not confirmed',
    message: (p) =>
      `the plan deletes ${p.count === 1 ? 'a resource' : `${p.count} resources`}, and nobody confirmed it`,
    hint: () => 'look at the plan and run again with --yes',
  }),
  CMD011: entry<{ file: string }>({
    severity: 'error',
    title: 'file exists already',
    message: (p) => `${p.file} exists; nothing was written`,
  }),
  CMD012: entry<{ category: string; near: string | undefined }>({
    severity: 'error',
    title: 'no such log category',
    message: (p) => `'${p.category}' is no Entra log category and no package of this repository`,
    hint: (p) => (p.near ? `did you mean '${p.near}'?` : undefined),
  }),
  CMD013: entry<{ slug: string }>({
    severity: 'error',
    title: 'slug is not kebab-case',
    message: (p) => `'${p.slug}' cannot name a rule's file`,
    hint: () => 'use lower-case words, digits and hyphens: consent-to-risky-app',
  }),
  CMD014: entry<{ filter: string; where: string }>({
    severity: 'error',
    title: 'no case has such a name',
    message: (p) => `no rule and no case of ${p.where} matches '${p.filter}'`,
    hint: () => "the pattern is held against the rule's slug, a space, and the name of the case",
  }),
  CMD900: entry<{ text: string }>({
    severity: 'error',
    title: 'Picket failed',
    message: (p) => `Picket has failed in a way it should not: ${p.text}`,
    hint: () => 'please report this with the command you ran',
  }),
};
