import { entry } from '../entry.ts';

/** What goes wrong where the data lives: a Log Analytics workspace or an Azure Data Explorer database. */
export const remoteEngineProblems = {
  ENG120: entry<{ service: string; reason: string }>({
    severity: 'error',
    title: 'no answer from the query service',
    message: (p) => `${p.service} gave no answer: ${p.reason}`,
    hint: () => 'check the network, the proxy and the name of the target, then run again',
  }),
  ENG121: entry<{ service: string; said: string }>({
    severity: 'error',
    title: 'query that the service refuses',
    message: (p) => `${p.service} refuses the query: ${p.said}`,
  }),
  ENG122: entry<{ service: string; said: string }>({
    severity: 'error',
    title: 'result that is not whole',
    message: (p) => `${p.service} gave only a part of the result, so none of it is shown: ${p.said}`,
    hint: () => 'narrow the time range, filter earlier or project fewer columns',
  }),
  ENG123: entry<{ service: string }>({
    severity: 'error',
    title: 'query that ran too long',
    message: (p) => `${p.service} did not finish the query in time`,
    hint: () => 'narrow the time range or filter earlier',
  }),
  ENG124: entry<{ service: string; after: string }>({
    severity: 'error',
    title: 'query that the service throttles',
    message: (p) => `${p.service} takes no more queries for now${p.after}`,
    hint: () => 'wait, then run again; fewer queries at a time help',
  }),
  ENG125: entry<{ service: string; said: string }>({
    severity: 'error',
    title: 'query that you may not run',
    message: (p) => `${p.service} does not let you in: ${p.said}`,
    hint: () => 'sign in with az login; reading needs Log Analytics Reader, or Viewer of the database',
  }),
  ENG126: entry<{ service: string; reason: string }>({
    severity: 'error',
    title: 'answer that cannot be read',
    message: (p) => `the answer of ${p.service} is not what its API promises: ${p.reason}`,
    hint: () => 'nothing was concluded from it; run again, and report it if it stays',
  }),
};
