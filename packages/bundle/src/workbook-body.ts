import type { Json, JsonObject } from '@picket/arm';
import { isObject } from '@picket/arm';
import type { Document, RawWorkbook, Workbook } from '@picket/model';
import { compileWorkbook, stableId } from '@picket/workbooks';
import type { DesiredResource } from './bundle-types.ts';

/** Where the gallery of Microsoft Sentinel looks for its workbooks. */
const category = 'sentinel';

/**
 * The body of the PUT for a workbook without what depends on the workspace. The notebook is a text of JSON inside; tags
 * are the service's and the tenant's matter.
 * Source: Microsoft.Insights 2023-06-01, workbooks; Microsoft Learn, "Programmatically manage workbooks".
 */
export function workbookBody({ name, description }: Pick<Workbook, 'name' | 'description'>, text: string): JsonObject {
  return {
    kind: 'shared',
    properties: { displayName: name, description, category, version: 'Notebook/1.0', serializedData: text },
  };
}

/** The text of the notebook that a source stands for, without layout: it is read by programs only. */
export function sourceText(workbook: Workbook): string {
  return JSON.stringify(compileWorkbook(workbook));
}

/** A namespace of our own, so that a raw workbook's GUID is made of its file's path (RFC 9562, version 5). */
const rawNamespace = '5a1e6a52-0f7c-4a0b-9d9c-6b1f0c7a5e11';

/** What a workbook.json is called: it has neither id nor name, so its place gives both. */
export function rawWorkbook(
  document: Document<RawWorkbook>,
  owner: string,
): Pick<Workbook, 'id' | 'name' | 'description' | 'version'> & { readonly text: string } {
  return {
    id: stableId(rawNamespace, document.file),
    name: `${owner} (exported)`,
    description: `Kept as Azure wrote it, in ${document.file}.`,
    version: '1.0.0',
    text: JSON.stringify(document.value),
  };
}

/**
 * The whole body of a resource's PUT: of a workbook also which workspace it belongs to and where it lies. A location that
 * the body has already, as that of a workbook which is there, stays.
 */
export function bodyFor(
  { kind, body }: Pick<DesiredResource, 'kind' | 'body'>,
  { workspace, location }: { readonly workspace: string; readonly location: string },
): JsonObject {
  if (kind !== 'workbook') return body;
  const properties: Json | undefined = body.properties;
  return {
    ...body,
    location: body.location ?? location,
    properties: { ...(isObject(properties) ? properties : {}), sourceId: workspace },
  };
}
