import { diagnostic, OutsideFailure } from '@picket/diagnostics';
import { isRecord } from './forms.ts';

/** A table as a workspace's table list has it; type names are the API's own. */
export interface WorkspaceTable {
  readonly name: string;
  /** `Microsoft`, `CustomLog`, `RestoredLogs` or `SearchResults`. */
  readonly tableType?: string;
  /** Built-in columns and added ones; empty when the list gives none. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
}

/** The tables of one workspace. */
export interface WorkspaceTables {
  list(): Promise<readonly WorkspaceTable[]>;
}

export interface Answer {
  readonly status: number;
  readonly retryAfter?: string | null;
  readonly body: string;
}

/** Sends a GET and gives the answer, whatever its status; throws when there is none. */
export type Transport = (request: { readonly url: string; readonly token: string }) => Promise<Answer>;

export interface Connection {
  /** `/subscriptions/…/resourceGroups/…/providers/Microsoft.OperationalInsights/workspaces/…` */
  readonly workspaceId: string;
  readonly transport: Transport;
  readonly token: () => Promise<string>;
  /** Waits, in milliseconds, between two attempts. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

export const apiVersion = '2025-07-01';
const origin = 'https://management.azure.com';
const attempts = 5;
const mostPages = 1_000;
const atOnce = 8;
const passing = new Set([408, 429, 500, 502, 503, 504]);

const workspaceForm =
  /^\/subscriptions\/[\w-]+\/resourceGroups\/[\w.()-]+\/providers\/Microsoft\.OperationalInsights\/workspaces\/[\w-]+$/i;

export function isWorkspaceId(text: string): boolean {
  return workspaceForm.test(text);
}

/**
 * The table list of a workspace in Azure, over all its pages. Tables that the list gives without columns are asked for
 * one by one. Throws OutsideFailure (TBL904) when Azure refuses or answers something else than a list; a link to another
 * host is never followed, since the token would go with it.
 * Source: Microsoft Learn, "Tables - List By Workspace - REST API (Azure Log Analytics)".
 */
export function azureWorkspaceTables(connection: Connection): WorkspaceTables {
  const path = `${origin}${connection.workspaceId}/tables`;
  const query = `?api-version=${apiVersion}`;
  return {
    async list() {
      const token = await connection.token();
      const get = (url: string) => getJson(connection, url, token);
      const listed: WorkspaceTable[] = [];
      const visited = new Set<string>();
      let url: string | undefined = `${path}${query}`;
      while (url !== undefined) {
        if (!url.startsWith(`${origin}/`)) throw failure(`the list leads to another host, ${hostOf(url)}`);
        if (visited.has(url) || visited.size === mostPages) throw failure('the list has no end');
        visited.add(url);
        const page = await get(url);
        if (!Array.isArray(page.value)) throw failure('the answer is not a list of tables');
        listed.push(...page.value.map(readTable));
        url = typeof page.nextLink === 'string' && page.nextLink !== '' ? page.nextLink : undefined;
      }
      const complete: WorkspaceTable[] = [];
      for (let from = 0; from < listed.length; from += atOnce) {
        const some = listed.slice(from, from + atOnce).map(async (table) => {
          if (table.columns.length > 0) return table;
          return readTable(await get(`${path}/${encodeURIComponent(table.name)}${query}`));
        });
        complete.push(...(await Promise.all(some)));
      }
      return complete;
    },
  };
}

async function getJson(
  { transport, wait }: Connection,
  url: string,
  token: string,
): Promise<Readonly<Record<string, unknown>>> {
  for (let attempt = 1; ; attempt++) {
    const answer = await send(transport, url, token);
    if (answer.status === 200) return parse(answer.body);
    if (attempt === attempts || !passing.has(answer.status)) {
      throw failure(`Azure answered ${answer.status}: ${refusal(answer.body)}`);
    }
    const seconds = Number(answer.retryAfter);
    await wait(Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 300) * 1_000 : 500 * 2 ** attempt);
  }
}

async function send(transport: Transport, url: string, token: string): Promise<Answer> {
  try {
    return await transport({ url, token });
  } catch (cause) {
    throw failure(`no answer from ${hostOf(url)}`, cause);
  }
}

function parse(body: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch (cause) {
    throw failure('the answer is not JSON', cause);
  }
  if (!isRecord(value)) throw failure('the answer is not a list of tables');
  return value;
}

/** Reads `properties.schema`; what is missing there is read as empty, what has another form as text. */
function readTable(value: unknown): WorkspaceTable {
  const entry = isRecord(value) ? value : {};
  const properties = isRecord(entry.properties) ? entry.properties : {};
  const schema = isRecord(properties.schema) ? properties.schema : {};
  const name = schema.name ?? entry.name;
  if (typeof name !== 'string') throw failure('a table of the list has no name');
  return {
    name,
    ...(typeof schema.tableType === 'string' ? { tableType: schema.tableType } : {}),
    columns: [...readColumns(schema.standardColumns), ...readColumns(schema.columns)],
  };
}

function readColumns(value: unknown): WorkspaceTable['columns'] {
  if (!Array.isArray(value)) return [];
  return value.map((column: unknown) => {
    const { name, type } = isRecord(column) ? column : {};
    return { name: typeof name === 'string' ? name : '', type: typeof type === 'string' ? type : '' };
  });
}

function refusal(body: string): string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return 'without a reason';
  }
  const error = isRecord(value) && isRecord(value.error) ? value.error : {};
  const words = [error.code, error.message].filter((word) => typeof word === 'string');
  return words.length > 0 ? words.join(', ') : 'without a reason';
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an unknown host';
}

function failure(why: string, cause?: unknown): OutsideFailure {
  return new OutsideFailure(diagnostic('TBL904', { why }), cause);
}
