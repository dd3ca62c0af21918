import type { ConnectorDraft, Path } from '@picket/model';

export interface ConnectorQuery {
  readonly purpose: 'connectivity' | 'graph' | 'lastDataReceived' | 'sample';
  /** Where the query stands in connector.yaml. */
  readonly path: Path;
  readonly query: string;
}

/** Every KQL query of a connector, in the order of the file's keys; `checkConnector` takes their analyses in this order. */
export function connectorQueries(connector: ConnectorDraft): readonly ConnectorQuery[] {
  const { connectivity, graphQueries, dataTypes, sampleQueries } = connector;
  const all: readonly { purpose: ConnectorQuery['purpose']; path: Path; query: string | undefined }[] = [
    { purpose: 'connectivity', path: ['connectivity', 'query'], query: connectivity?.query },
    ...(graphQueries ?? []).map((graph, i) => ({
      purpose: 'graph' as const,
      path: ['graphQueries', i, 'baseQuery'],
      query: graph.baseQuery,
    })),
    ...(dataTypes ?? []).map((dataType, i) => ({
      purpose: 'lastDataReceived' as const,
      path: ['dataTypes', i, 'lastDataReceivedQuery'],
      query: dataType.lastDataReceivedQuery,
    })),
    ...(sampleQueries ?? []).map((sample, i) => ({
      purpose: 'sample' as const,
      path: ['sampleQueries', i, 'query'],
      query: sample.query,
    })),
  ];
  return all.flatMap(({ query, ...rest }) => (query === undefined ? [] : [{ ...rest, query }]));
}
