import { type FSWatcher, watch } from 'node:fs';
import { join } from 'node:path';

/** Editors save in several steps: changes so close together are one. */
const settleMilliseconds = 60;

/** Calls back when a file below content/ or picket.yaml has changed, until it is closed. */
export function watchContent(root: string, onChange: () => void): { readonly close: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const note = (name: string | null): void => {
    // What an editor writes beside a file is no content.
    if (name !== null && !/\.(?:ya?ml|json|jsonl)$/.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(onChange, settleMilliseconds);
  };
  const watchers: readonly FSWatcher[] = [
    watch(join(root, 'content'), { recursive: true }, (_, name) => note(name)),
    watch(root, (_, name) => {
      if (name === 'picket.yaml') note(name);
    }),
  ];
  return {
    close: () => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
    },
  };
}
