import { coreValue } from './core-schema.ts';
import type { LocatedNode } from './located.ts';

/** The plain value of a tree, each scalar read by the core schema. What could not be read is left out (null in a list). */
export function plainValue(node: LocatedNode): unknown {
  switch (node.kind) {
    case 'scalar':
      return coreValue(node);
    case 'sequence':
      return node.items.map((item) => plainValue(item) ?? null);
    case 'mapping': {
      const value: Record<string, unknown> = {};
      for (const entry of node.entries.values()) {
        if (entry.value.kind !== 'broken') setOwn(value, entry.key.text, plainValue(entry.value));
      }
      return value;
    }
    case 'broken':
      return undefined;
  }
}

/** Sets a property that belongs to the object alone, also when the author called it `__proto__`. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true });
  else target[key] = value;
}
