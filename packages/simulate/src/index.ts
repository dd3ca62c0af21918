/**
 * Whether a rule does what its author says.
 *
 * events ─ executeRule ─▶ rows ─▶ alerts ─▶ incidents
 */
export type { Alert, Entity, Incident } from './alert.ts';
export type { Execution } from './execution.ts';
