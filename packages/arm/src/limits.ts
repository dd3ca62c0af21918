/**
 * What Azure Resource Manager takes in one template.
 * Source: Microsoft Learn, "ARM template best practices", Template limits (January 2026), and "Resource iteration in ARM
 * templates", Copy limits.
 */
export const limits = {
  templateBytes: 4 * 1024 * 1024,
  resourceBytes: 1024 * 1024,
  resources: 800,
  parameters: 256,
  variables: 512,
  outputs: 64,
  expressionCharacters: 24_576,
  copyCount: 800,
} as const;

/** Picket's own bounds, so that no input can exhaust time or memory. */
export const bounds = {
  /** Levels of arrays and objects in a template or a value. */
  depth: 100,
  /** Bytes of all values that expressions made while one template was evaluated. */
  evaluatedBytes: 32 * 1024 * 1024,
  /** Templates inside each other. */
  nestedTemplates: 5,
  /** Problems reported for one template; the rest would repeat them. */
  problems: 100,
} as const;
