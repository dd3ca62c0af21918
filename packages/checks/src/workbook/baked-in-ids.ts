import { type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Document } from '@picket/model';
import { stringsIn } from '@picket/workbooks';

const guid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

/** How an id is written where it binds a workbook to a place. A GUID of its own may be anything, an application's for one. */
const forms = [
  { what: 'subscription', pattern: new RegExp(`(?<=/?subscriptions/)${guid}`, 'gi') },
  { what: 'workspace', pattern: new RegExp(`(?<=\\b(?:workspace|app)\\(\\s*["'])${guid}(?=["'])`, 'gi') },
];

/** Nobody's: what examples and Azure's own templates write. */
const nobodys = /^0{8}-0{4}-0{4}-0{4}-0{12}$/;

/** WB117: each id once, at its first place. */
export function bakedInIds(document: Document<unknown>): readonly Diagnostic[] {
  const told = new Set<string>();
  return stringsIn(document.value).flatMap(({ text, path }) =>
    forms.flatMap(({ what, pattern }) =>
      [...text.matchAll(pattern)].flatMap(({ 0: id, index }) => {
        if (nobodys.test(id) || told.has(id.toLowerCase())) return [];
        told.add(id.toLowerCase());
        return [diagnostic('WB117', { what, id }, document.within(path, index, index + id.length))];
      }),
    ),
  );
}
