import type { CommandRow, OptionRow } from './command.ts';

const writers = { bash, zsh, fish };
export type Shell = keyof typeof writers;

export function isShell(text: string): text is Shell {
  return Object.hasOwn(writers, text);
}

/** The script that a shell sources to complete picket's commands and options; made from the commands' own rows. */
export function completionScript(shell: Shell, commands: readonly CommandRow[]): string {
  return writers[shell](commands);
}

function longFlag(option: OptionRow): string {
  return option.flags.split(' ')[0] ?? '';
}

function firstWords(commands: readonly CommandRow[]): string[] {
  return [...new Set(commands.map((row) => row.name.split(' ')[0] ?? ''))];
}

function bash(commands: readonly CommandRow[]): string {
  const cases = commands.map((row) => `    '${row.name}') words='${row.options.map(longFlag).join(' ')}' ;;`);
  const second = commands.filter((row) => row.name.includes(' ')).map((row) => row.name.split(' ')[1]);
  const choices = commands.flatMap((row) =>
    row.options
      .filter((o) => o.choices)
      .map((o) => `    '${row.name} ${longFlag(o)}') words='${o.choices?.join(' ')}' ;;`),
  );
  return `_picket() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD-1]} words=''
  local verb=\${COMP_WORDS[1]}
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W '${firstWords(commands).join(' ')}' -- "$current")); return
  fi
  if [ "$verb" = new ]; then
    if [ "$COMP_CWORD" -eq 2 ]; then COMPREPLY=($(compgen -W '${second.join(' ')}' -- "$current")); return; fi
    verb="new \${COMP_WORDS[2]}"
  fi
  case "$verb $previous" in
${choices.join('\n')}
  esac
  if [ -n "$words" ]; then COMPREPLY=($(compgen -W "$words" -- "$current")); return; fi
  case "$current" in
    -*) ;;
    *) COMPREPLY=($(compgen -f -- "$current")); return ;;
  esac
  case "$verb" in
${cases.join('\n')}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o filenames -F _picket picket
`;
}

function zsh(commands: readonly CommandRow[]): string {
  return `#compdef picket\nautoload -U +X bashcompinit && bashcompinit\n${bash(commands)}`;
}

function fish(commands: readonly CommandRow[]): string {
  const quote = (text: string) => `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
  const lines = commands.flatMap((row) => {
    const [first = '', second] = row.name.split(' ');
    const verb = second
      ? [
          `complete -c picket -f -n "__fish_use_subcommand" -a ${first}`,
          `complete -c picket -f -n "__fish_seen_subcommand_from ${first}" -a ${second} -d ${quote(row.summary)}`,
        ]
      : [`complete -c picket -f -n "__fish_use_subcommand" -a ${first} -d ${quote(row.summary)}`];
    const options = row.options.map((o) => {
      const values = o.choices ? ` -x -a ${quote(o.choices.join(' '))}` : o.flags.includes('<') ? ' -r' : '';
      const seen = `__fish_seen_subcommand_from ${second ?? first}`;
      return `complete -c picket -n "${seen}" -l ${longFlag(o).slice(2)}${values} -d ${quote(o.says)}`;
    });
    return [...verb, ...options];
  });
  return `${[...new Set(lines)].join('\n')}\n`;
}
