type Child = Node | string | undefined | false;

interface Attributes {
  readonly class?: string | undefined;
  readonly [name: string]: string | boolean | undefined | ((event: never) => void);
}

/**
 * An element. Texts become text nodes, so that nothing from content is ever read as HTML. Attributes that are functions
 * listen (`onclick`), those that are undefined or false are left out.
 */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined || value === false) continue;
    if (typeof value === 'function') made.addEventListener(name.slice(2), value as EventListener);
    else made.setAttribute(name, value === true ? '' : value);
  }
  made.append(...children.filter((child) => child !== undefined && child !== false));
  return made;
}

/** Puts these in the place of all that an element holds. */
export function fill(parent: Element, ...children: readonly Child[]): void {
  parent.replaceChildren(...children.filter((child) => child !== undefined && child !== false));
}

let ids = 0;

/** An id that no other element of the page has. */
export const newId = (what: string): string => `${what}-${++ids}`;
