import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/core-auth';
import { type Checked, lineIndex } from '@picket/diagnostics';
import type { Client } from 'azure-kusto-data';
import type { Engine, EngineQuery } from '../engine.ts';
import { type Cell, isArray, isBag, type Table } from '../values/cell.ts';
import { parseJson } from '../values/json.ts';
import { clockTicks, datetimeText } from '../values/ticks.ts';
import { atMoment } from './at-moment.ts';
import { type NamedType, resultTable, Unreadable } from './result-table.ts';
import { failureOf, type ServiceAnswer, unreadable, withoutAnswer } from './service-failure.ts';

export interface DataExplorerOptions {
  /** The cluster's address: https://NAME.REGION.kusto.windows.net. The SDK gives tokens to Microsoft's domains and loopback only. */
  readonly cluster: string;
  readonly database: string;
  readonly tenant?: string;
  /** Longest time the service may take, in seconds. */
  readonly timeoutSeconds?: number;
  /** Takes the place of the credential that @azure/identity chooses. */
  readonly credential?: TokenCredential;
}

/**
 * Queries run in an Azure Data Explorer database, through Microsoft's client. Its typed result turns datetimes into
 * milliseconds and long values into doubles, so the answer's text is read instead. The SDK is loaded at the first query.
 */
export function openDataExplorer(options: DataExplorerOptions): Engine {
  const service = `the database ${options.database}`;
  let client: Promise<Client> | undefined;
  return {
    async query(text: string, { now, file = 'query' }: EngineQuery): Promise<Checked<Table>> {
      const asked = {
        service,
        span: { file, start: { line: 1, column: 1 }, end: lineIndex(text).positionAt(text.length) },
      };
      client ??= openClient(options);
      let answer: unknown;
      try {
        const kusto = await client;
        answer = await kusto.executeQuery(options.database, atMoment(text, now), await propertiesFor(now, options));
      } catch (failure) {
        const said = answerWithin(failure);
        if (!said) throw withoutAnswer(failure, service);
        return { problems: [failureOf(said, asked)] };
      }
      const frames = typeof answer === 'string' ? (parseJson(answer) ?? null) : null;
      if (!isArray(frames)) throw unreadable(service, 'it is no list of frames');
      const error = errorWithin(frames);
      if (error !== undefined) return { problems: [failureOf({ status: 200, error }, asked)] };
      return { value: tableOf(frames, service), problems: [] };
    },
    close: async () => (await client)?.close(),
  };
}

async function openClient(options: DataExplorerOptions): Promise<Client> {
  const { Client, KustoConnectionStringBuilder } = await import('azure-kusto-data');
  const credential = options.credential ?? (await chooseCredential(options));
  const client = new Client(KustoConnectionStringBuilder.withTokenCredential(options.cluster, credential));
  // The answer as it was sent: JavaScript's own numbers would lose digits.
  client.axiosInstance.defaults.responseType = 'text';
  client.axiosInstance.defaults.transformResponse = [(data: unknown) => data];
  return client;
}

async function chooseCredential({ tenant }: DataExplorerOptions): Promise<TokenCredential> {
  const { DefaultAzureCredential } = await import('@azure/identity');
  return new DefaultAzureCredential(tenant === undefined ? {} : { tenantId: tenant });
}

/** Functions stored in the database get the clock by a property. Microsoft Learn, "Request properties". */
async function propertiesFor(now: Date, options: DataExplorerOptions) {
  const { ClientRequestProperties } = await import('azure-kusto-data');
  const properties = new ClientRequestProperties({ query_now: datetimeText(clockTicks(now)), request_readonly: true });
  properties.setTimeout((options.timeoutSeconds ?? 240) * 1000);
  properties.clientRequestId = `picket;${randomUUID()}`;
  properties.raw = true;
  return properties;
}

/** The service's answer that the client's error carries; undefined when there was none. */
function answerWithin(failure: unknown): ServiceAnswer | undefined {
  for (let each = failure; each instanceof Error; each = innerOf(each)) {
    const response =
      'response' in each ? (each.response as { status?: unknown; data?: unknown; headers?: unknown }) : undefined;
    if (!response || typeof response.status !== 'number') continue;
    const body = typeof response.data === 'string' ? (parseJson(response.data) ?? null) : null;
    const headers = response.headers as Readonly<Record<string, unknown>> | undefined;
    const retryAfter = headers?.['retry-after'];
    return {
      status: response.status,
      error: isBag(body) ? (body.get('error') ?? null) : null,
      ...(typeof retryAfter === 'string' ? { retryAfter } : {}),
    };
  }
  return undefined;
}

const innerOf = (failure: Error): unknown => ('inner' in failure ? failure.inner : failure.cause);

/**
 * An error that came after the service had begun to answer: in the place of a row, in the last frame, or in the table
 * that tells how the query went. Microsoft Learn, "Partial query failures", "Query V2 HTTP response".
 */
function errorWithin(frames: readonly Cell[]): Cell | undefined {
  for (const frame of frames) {
    if (!isBag(frame)) return frame;
    const failed = frame.get('FrameType') === 'DataSetCompletion' && frame.get('HasErrors') === true;
    const errors = frame.get('OneApiErrors') ?? null;
    if (failed || isArray(errors)) return isArray(errors) ? (errors[0] ?? null) : null;
    for (const row of rowsOf(frame)) {
      const inner = isBag(row) ? (row.get('OneApiErrors') ?? null) : null;
      if (isBag(row)) return isArray(inner) ? (inner[0] ?? null) : row;
    }
  }
  // Frames end with this one; an answer without it was cut off.
  const ends = frames.some((frame) => isBag(frame) && frame.get('FrameType') === 'DataSetCompletion');
  return ends ? undefined : new Map([['message', 'the answer broke off']]);
}

const rowsOf = (frame: ReadonlyMap<string, Cell>): readonly Cell[] => {
  const rows = frame.get('Rows') ?? null;
  return isArray(rows) ? rows : [];
};

function tableOf(frames: readonly Cell[], service: string): Table {
  const primary = frames.find(
    (frame) => isBag(frame) && frame.get('FrameType') === 'DataTable' && frame.get('TableKind') === 'PrimaryResult',
  );
  const columns = primary !== undefined && isBag(primary) ? (primary.get('Columns') ?? null) : null;
  if (primary === undefined || !isBag(primary) || !isArray(columns))
    throw unreadable(service, 'it has no primary result');
  const named = columns.map((each): NamedType => {
    return {
      name: isBag(each) ? (each.get('ColumnName') ?? null) : null,
      type: isBag(each) ? (each.get('ColumnType') ?? each.get('DataType') ?? null) : null,
    };
  });
  try {
    return resultTable(named, rowsOf(primary));
  } catch (failure) {
    if (!(failure instanceof Unreadable)) throw failure;
    throw unreadable(service, failure.message);
  }
}
