import { availableParallelism } from 'node:os';
import { analyseQuery, noDeclarations } from './analyse.ts';
import type { Analysis, Declarations } from './analysis.ts';
import { type AnalysisCache, cacheKey, openCache, versionLine } from './analysis-cache.ts';
import { documentedSchemas } from './documented-schemas.ts';
import { kustoVersion } from './kusto.ts';
import { ownCodeVersion } from './own-code.ts';
import { relevantDeclarations, takeSnapshot } from './schema-snapshot.ts';
import type { SchemaSource } from './schema-source.ts';
import { analyseOnThreads } from './worker-pool.ts';

export interface AnalyserOptions {
  /** At most this many threads; by default as many as there are cores, up to four. */
  readonly threads?: number | undefined;
  /** Where analyses are kept for later runs; nothing is kept without it. */
  readonly cacheDirectory?: string | undefined;
  readonly schemas?: SchemaSource | undefined;
  readonly declarations?: Declarations | undefined;
}

/** Analyses many queries: each text once, from the cache where it is known, on threads where that pays. */
export interface Analyser {
  /**
   * @param onProgress called as queries are done, with their number and the total
   * @returns one analysis a query, in order
   * @throws Error when a thread fails; never fewer analyses than queries
   */
  analyseAll(
    queries: readonly string[],
    onProgress?: (done: number, total: number) => void,
  ): Promise<readonly Analysis[]>;
  /** Writes the cache. False when it cannot be written, which costs the next run time and nothing else. */
  close(): boolean;
}

/** Each thread takes some 0.2 GB and 0.3 s to start: more than four cost more than they bring. */
const mostThreads = 4;
const queriesThatPayForAThread = 8;

export function openAnalyser(options: AnalyserOptions = {}): Analyser {
  const { declarations = noDeclarations, schemas = documentedSchemas() } = options;
  const cache: AnalysisCache | undefined =
    options.cacheDirectory === undefined
      ? undefined
      : openCache(options.cacheDirectory, versionLine(ownCodeVersion(), kustoVersion, schemas.version));
  const threadsAllowed = options.threads ?? Math.min(mostThreads, availableParallelism());
  const known = new Map<string, Analysis>();
  const keyOf = (query: string): string => cacheKey(query, relevantDeclarations(query, declarations));

  const analyseNew = async (
    queries: readonly string[],
    onDone: (count: number) => void,
  ): Promise<readonly Analysis[]> => {
    const threads = Math.min(threadsAllowed, Math.floor(queries.length / queriesThatPayForAThread));
    if (threads > 1) {
      const start = { snapshot: takeSnapshot(schemas, queries), declarations };
      return analyseOnThreads(queries, threads, start, onDone);
    }
    return queries.map((query) => {
      const analysis = analyseQuery(query, { schemas, declarations });
      onDone(1);
      return analysis;
    });
  };

  return {
    async analyseAll(queries, onProgress) {
      const distinct = [...new Set(queries)];
      const keys = new Map(cache ? distinct.map((query) => [query, keyOf(query)] as const) : []);
      for (const [query, key] of keys) {
        const kept = known.has(query) ? undefined : cache?.get(key);
        if (kept) known.set(query, kept);
      }
      const unknown = distinct.filter((query) => !known.has(query));
      let done = queries.length - unknown.length;
      onProgress?.(done, queries.length);
      const found = await analyseNew(unknown, (count) => {
        done += count;
        onProgress?.(done, queries.length);
      });
      unknown.forEach((query, i) => {
        const analysis = found[i];
        const key = keys.get(query);
        if (analysis) known.set(query, analysis);
        if (analysis && key !== undefined) cache?.set(key, analysis);
      });
      return queries.map((query) => {
        const analysis = known.get(query);
        if (!analysis) throw new Error('Picket has a bug: a query was not analysed');
        return analysis;
      });
    },
    close: () => cache?.save() ?? true,
  };
}
