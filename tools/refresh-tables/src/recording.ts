import type { Checked } from '@picket/diagnostics';
import type { Provenance } from '@picket/tables';
import { date, type Form, listOf, number, object, text } from './forms.ts';
import { readJson } from './read-json.ts';
import { listOfWritten, type TableList } from './table-list.ts';
import type { Transport } from './workspace-tables.ts';

/** The exchanges with Azure when a workspace's table list was read, as recordings/README.md describes them. */
export interface Recording {
  readonly recordedAt: string;
  readonly workspaceId: string;
  readonly exchanges: readonly { readonly url: string; readonly status: number; readonly body: unknown }[];
}

const anything: Form = () => undefined;
const recordingForm = object({
  about: text,
  recordedAt: date,
  workspaceId: text,
  exchanges: listOf(object({ url: text, status: number, body: anything })),
});

const listForm = object({ source: text, date, tables: listOf(object({ name: text, columns: text })) });

export function readRecording(content: string, file: string): Checked<Recording> {
  return readJson<Recording>(content, file, recordingForm);
}

/** Answers as the recording does; a call that was not recorded gets 404. */
export function playBack({ exchanges }: Recording): Transport {
  const left = [...exchanges];
  return async ({ url }) => {
    const at = left.findIndex((exchange) => exchange.url === url);
    const [exchange] = at < 0 ? [] : left.splice(at, 1);
    return exchange
      ? { status: exchange.status, retryAfter: '0', body: JSON.stringify(exchange.body) }
      : { status: 404, body: '{"error":{"code":"NotRecorded","message":"the recording has no such call"}}' };
  };
}

/** Our own form of a table list: `{ source, date, tables: [{ name, columns: "A B:int" }] }`, types as KQL names them. */
export function readTableList(content: string, file: string): Checked<TableList> {
  const checked = readJson<Provenance & { readonly tables: readonly { name: string; columns: string }[] }>(
    content,
    file,
    listForm,
  );
  if (!checked.value) return { problems: checked.problems };
  const { source, date: when, tables } = checked.value;
  const written = tables.map(({ name, columns }) => ({
    name,
    columns: columns.split(' ').map((word) => {
      const [column = '', type = 'string'] = word.split(':');
      return { name: column, type };
    }),
  }));
  return listOfWritten(written, { source, date: when }, file);
}
