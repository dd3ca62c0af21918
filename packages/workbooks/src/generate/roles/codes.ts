import { nestedText } from '../field.ts';
import type { LogTable } from '../log.ts';
import { signInCodes } from './sign-in-codes.ts';

/** What went wrong, by a code or a reason that the table has. */
export interface Codes {
  /** KQL of the code, as text. */
  readonly code: string;
  /** For readers. */
  readonly label: string;
  /** KQL of what the log itself says about it. */
  readonly reason?: string;
  /** KQL: true for events that have something to tell. */
  readonly when: string;
  /** Codes with their meaning; the rows of a datatable with Code, Meaning, Group. */
  readonly meanings?: readonly { readonly code: string; readonly name: string; readonly group: string }[];
  /** Labels of entities that a failed event does not tell. */
  readonly untold?: readonly string[];
}

/** The statuses of HTTP that these logs show. Source: RFC 9110, RFC 6585. */
const httpStatuses = (
  [
    [400, 'Bad Request', 'client error'],
    [401, 'Unauthorized', 'refused'],
    [403, 'Forbidden', 'refused'],
    [404, 'Not Found', 'client error'],
    [405, 'Method Not Allowed', 'client error'],
    [406, 'Not Acceptable', 'client error'],
    [409, 'Conflict', 'client error'],
    [410, 'Gone', 'client error'],
    [412, 'Precondition Failed', 'client error'],
    [413, 'Content Too Large', 'client error'],
    [415, 'Unsupported Media Type', 'client error'],
    [422, 'Unprocessable Content', 'client error'],
    [423, 'Locked', 'client error'],
    [429, 'Too Many Requests', 'throttled'],
    [500, 'Internal Server Error', 'server error'],
    [501, 'Not Implemented', 'server error'],
    [502, 'Bad Gateway', 'server error'],
    [503, 'Service Unavailable', 'server error'],
    [504, 'Gateway Timeout', 'server error'],
    [507, 'Insufficient Storage', 'server error'],
  ] as const
).map(([code, name, group]) => ({ code: String(code), name, group }));

interface CodesRow extends Omit<Codes, 'meanings' | 'code' | 'reason' | 'label'> {
  readonly columns: readonly string[];
  readonly tables?: readonly string[];
  /** Code, where not told. */
  readonly label?: string;
  readonly code: string | ((table: LogTable) => string | undefined);
  readonly reason?: string | ((table: LogTable) => string | undefined);
  readonly meanings?: () => Codes['meanings'];
}

const rows: readonly CodesRow[] = [
  {
    // The farm's own numbers, which are not those of the directory.
    tables: ['ADFSSignInLogs'],
    columns: ['ResultType'],
    code: 'ResultType',
    reason: 'ResultDescription',
    when: 'ResultType != "0"',
  },
  {
    columns: ['ResultType', 'ConditionalAccessStatus'],
    code: 'ResultType',
    reason: 'ResultDescription',
    when: 'ResultType != "0"',
    meanings: signInCodes,
  },
  {
    columns: ['ProvisioningStatusInfo', 'ResultType'],
    code: (table) => nestedText(table, 'ProvisioningStatusInfo', ['errorInformation', 'errorCode']),
    reason: (table) => nestedText(table, 'ProvisioningStatusInfo', ['errorInformation', 'reason']),
    when: 'ResultType !in~ ("Success", "Skipped")',
  },
  {
    columns: ['ResultReason', 'OperationName'],
    code: 'OperationName',
    label: 'Operation',
    reason: 'ResultReason',
    when: 'Result !~ "success"',
  },
  {
    columns: ['ErrorNumber'],
    code: 'ErrorNumber',
    reason: 'ResultDescription',
    when: 'isnotempty(ErrorNumber) and ErrorNumber != "0"',
    meanings: signInCodes,
    // A name that is not found is nobody's.
    untold: ['User'],
  },
  {
    columns: ['ResponseStatusCode', 'RequestUri'],
    code: 'tostring(ResponseStatusCode)',
    when: 'ResponseStatusCode >= 400',
    meanings: () => httpStatuses,
  },
  {
    columns: ['ResultStatusCode'],
    code: 'tostring(ResultStatusCode)',
    reason: 'ResultDescription',
    when: 'ResultStatusCode >= 400',
    meanings: () => httpStatuses,
  },
];

/** The first row that fits a table; none for logs without errors. */
export function codesOf(table: LogTable): Codes | undefined {
  const row = rows.find(
    ({ columns, tables }) =>
      columns.every((name) => table.columns.has(name)) && (tables === undefined || tables.includes(table.name)),
  );
  if (!row) return undefined;
  const expression = (part: CodesRow['reason']) => (typeof part === 'function' ? part(table) : part);
  const code = expression(row.code);
  const reason = expression(row.reason);
  if (code === undefined) return undefined;
  const meanings = row.meanings?.();
  const { when, untold } = row;
  return {
    code,
    label: row.label ?? 'Code',
    when,
    ...(untold ? { untold } : {}),
    ...(reason === undefined ? {} : { reason }),
    ...(meanings ? { meanings } : {}),
  };
}
