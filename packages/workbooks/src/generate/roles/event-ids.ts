import type { LogTable } from '../log.ts';

/** What tells one event from another, so that rows that were delivered more than once count once. */
export interface EventId {
  /** KQL. */
  readonly expression: string;
  /** Why it is this one. */
  readonly because: string;
  /** An event is written again when its state changes: of its rows, the newest tells how it stands. */
  readonly isRewritten?: boolean;
}

interface EventIdRow extends EventId {
  /** All must be there. */
  readonly columns: readonly string[];
}

/** The first row whose columns a table has. A table with none has its rows counted. */
const rows: readonly EventIdRow[] = [
  {
    columns: ['Id', 'RiskLastUpdatedDateTime'],
    expression: 'strcat(Id, tostring(RiskLastUpdatedDateTime))',
    because: 'Id is that of the user or workload; each of its states is an event',
  },
  {
    columns: ['Id', 'RiskLastModifiedDateTime'],
    expression: 'strcat(Id, tostring(RiskLastModifiedDateTime))',
    because: 'Id is that of the agent; each of its states is an event',
  },
  {
    columns: ['Id', 'RiskEventType'],
    expression: 'Id',
    because: 'each detection has its own, and is written again when its state changes: charts show its newest',
    isRewritten: true,
  },
  { columns: ['Id'], expression: 'Id', because: 'each event has its own' },
  { columns: ['RequestId'], expression: 'RequestId', because: 'each request has its own; OperationId spans a batch' },
  {
    columns: ['TransactionId', 'ConnectionId'],
    expression: 'TransactionId',
    because: 'each transaction of a connection has its own',
  },
  {
    columns: ['EventId', 'EventType'],
    expression: 'strcat(EventId, EventType)',
    because: 'a request and its response carry the same EventId',
  },
  {
    columns: ['ConnectionId', 'EventType'],
    expression: 'strcat(ConnectionId, EventType)',
    because: 'ConnectionId spans start and end of a connection',
  },
  {
    columns: ['UniqueTokenIdentifier', 'CorrelationId'],
    expression: 'strcat(UniqueTokenIdentifier, CorrelationId)',
    because: 'a failure may have no token',
  },
];

export function eventIdOf({ columns }: LogTable): EventId | undefined {
  return rows.find((row) => row.columns.every((name) => columns.has(name)));
}
