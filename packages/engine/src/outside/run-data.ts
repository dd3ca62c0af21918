import { type Diagnostic, type DiagnosticCode, diagnostic, type ParamsOf, type Span } from '@picket/diagnostics';
import type { IpLocation } from '../functions/geo/ip-location.ts';
import type { Table } from '../values/cell.ts';
import { Refusal } from '../values/refusal.ts';
import { fileNameOf, type OutsideData, textFor } from './outside-data.ts';

/** What one run reads. Undefined: it is not given and counts as empty. */
export interface RunData {
  readonly table: (name: string) => Table | undefined;
  readonly externalData: (address: string) => string | undefined;
  readonly watchlist: (alias: string) => Table | undefined;
  /** Where an address is; undefined also for an address that the locations do not tell. */
  readonly ipLocation: (address: string) => IpLocation | undefined;
  readonly aliases: () => readonly string[];
}

/** Rows that were not given, met while a query runs. */
export class MissingData extends Error {
  readonly problem: Diagnostic;

  constructor(problem: Diagnostic) {
    super(problem.message);
    this.name = 'MissingData';
    this.problem = problem;
  }
}

/** The data of a run. What is missing is told in `warnings`, once each, or ends the run with MissingData. */
export function openRunData(data: OutsideData, span: Span, warnings: Map<string, Diagnostic>): RunData {
  const orMissing = <T, C extends DiagnosticCode>(given: T | undefined, what: string, code: C, params: ParamsOf<C>) => {
    if (given !== undefined) return given;
    if (data.missing !== 'empty') throw new MissingData(diagnostic(code, params, span));
    warnings.set(what, diagnostic('ENG114', { what }, span));
    return undefined;
  };
  return {
    table: (name) => orMissing(data.tables?.get(name), `the table ${name}`, 'ENG104', { table: name }),
    externalData: (address) =>
      orMissing(textFor(data, address), `externaldata of ${fileNameOf(address)}`, 'ENG111', {
        address,
        file: fileNameOf(address),
      }),
    watchlist: (alias) => orMissing(data.watchlists?.get(alias), `the watchlist ${alias}`, 'ENG112', { alias }),
    ipLocation: (address) => {
      const found = orMissing(data.ipLocations, 'the locations of addresses', 'ENG115', {})?.find(address);
      // The service's own answer for an address that it does not know is not documented.
      if (!found && data.missing !== 'empty')
        throw new Refusal('geo_info_from_ip_address()', `no location is given for '${address}'`);
      return found;
    },
    aliases: () => [...(data.watchlists?.keys() ?? [])],
  };
}
