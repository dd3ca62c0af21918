/**
 * The logs of an invented company on ordinary days, the same for the same seed.
 *
 * seed ─ company/ ─▶ who there is ─ life/ ─▶ days and sessions ─ activities/ ─▶ events, by logs/ ─ delivery ─▶ rows
 */
export type { AlertRule } from './activities/alert-entities.ts';
export { type BenignTenant, benignTenant, rowsByTable, type TenantWanted } from './benign-tenant.ts';
export type { Delivered } from './delivery.ts';
export type { Json, Row } from './row.ts';
