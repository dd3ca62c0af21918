import { dark, type Look, light } from '../view/palette.ts';

type Theme = 'auto' | 'light' | 'dark';
const themes: readonly Theme[] = ['auto', 'light', 'dark'];
const kept = 'picket-theme';
const system = matchMedia('(prefers-color-scheme: dark)');
const listeners = new Set<() => void>();

/** The theme that was chosen last; a browser that keeps nothing follows the system. */
function readTheme(): Theme {
  try {
    const stored = localStorage.getItem(kept);
    return themes.find((theme) => theme === stored) ?? 'auto';
  } catch {
    return 'auto';
  }
}

let chosen = readTheme();

export const isDark = (): boolean => (chosen === 'auto' ? system.matches : chosen === 'dark');
export const look = (): Look => (isDark() ? dark : light);

/** Calls back when the look changes, until the returned function is called. */
export function onLook(then: () => void): () => void {
  listeners.add(then);
  return () => listeners.delete(then);
}

function apply(): void {
  document.documentElement.dataset.theme = isDark() ? 'dark' : 'light';
  for (const listener of listeners) listener();
}

/** The button that goes through the themes. */
export function themeButton(): HTMLButtonElement {
  const button = document.createElement('button');
  button.className = 'quiet';
  const label = (): void => {
    button.textContent = `Theme: ${chosen}`;
  };
  button.addEventListener('click', () => {
    chosen = themes[(themes.indexOf(chosen) + 1) % themes.length] ?? 'auto';
    try {
      localStorage.setItem(kept, chosen);
    } catch {
      // A browser that keeps nothing forgets the choice with the page.
    }
    label();
    apply();
  });
  label();
  return button;
}

system.addEventListener('change', apply);
apply();
