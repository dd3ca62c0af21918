/**
 * Content to ARM templates. `toDesired` translates rules, connectors and workbooks into the exact bodies of their PUT
 * calls; `bundle` puts them, each with its metadata, into templates that any ARM tool deploys; `toTemplates` does so for any
 * part of them:
 *
 *     Content ─ toDesired ─▶ DesiredResource[] ─ toTemplates ─▶ BundleFile[]
 *
 * Pure throughout: nothing is read or written, and the same content gives the same bytes.
 */
export { canonicalJson } from '@picket/arm';
export { type BundleOptions, bundle } from './bundle.ts';
export type * from './bundle-types.ts';
export { contentHash } from './content-hash.ts';
export { type DesiredOptions, toDesired } from './desired.ts';
export {
  apiVersions,
  type ContentKind,
  kinds,
  kindsInOrder,
  metadataType,
  scopeIdOf,
  workbookVersion,
} from './kinds.ts';
export { metadataName, metadataOf } from './metadata.ts';
export { chunkLimits, inDeploymentOrder, type TemplateOptions, toTemplates } from './templates.ts';
export { tenantTemplates } from './tenant.ts';
export { bodyFor } from './workbook-body.ts';
