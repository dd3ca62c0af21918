import { armProblems } from './arm.ts';
import { attackProblems } from './attack.ts';
import { backtestProblems } from './backtest.ts';
import { bundleProblems } from './bundle.ts';
import { columnProblems } from './columns.ts';
import { commandProblems } from './command.ts';
import { connectorProblems } from './connector.ts';
import { connectorContentProblems } from './connector-content.ts';
import { deployProblems } from './deploy.ts';
import { emulatorProblems } from './emulator.ts';
import { engineProblems } from './engine.ts';
import { entityProblems } from './entity.ts';
import { fileProblems } from './file.ts';
import { kqlProblems } from './kql.ts';
import { mutationProblems } from './mutation.ts';
import { previewProblems } from './preview.ts';
import { remoteEngineProblems } from './remote-engine.ts';
import { repositoryProblems } from './repository.ts';
import { ruleProblems } from './rule.ts';
import { ruleRelationProblems } from './rule-relations.ts';
import { ruleTestProblems } from './rule-test.ts';
import { scheduleProblems } from './schedule.ts';
import { settingsProblems } from './settings.ts';
import { simulationProblems } from './simulation.ts';
import { suppressionProblems } from './suppression.ts';
import { tableProblems } from './table.ts';
import { valueProblems } from './value.ts';
import { workbookProblems } from './workbook.ts';
import { workbookContentProblems } from './workbook-content.ts';

/** Every problem that Picket can name. A family a file; a code is written once, as a key. */
export const catalogue = {
  ...fileProblems,
  ...ruleProblems,
  ...ruleRelationProblems,
  ...kqlProblems,
  ...columnProblems,
  ...entityProblems,
  ...scheduleProblems,
  ...tableProblems,
  ...valueProblems,
  ...attackProblems,
  ...repositoryProblems,
  ...connectorProblems,
  ...connectorContentProblems,
  ...workbookProblems,
  ...workbookContentProblems,
  ...settingsProblems,
  ...suppressionProblems,
  ...armProblems,
  ...bundleProblems,
  ...deployProblems,
  ...emulatorProblems,
  ...engineProblems,
  ...remoteEngineProblems,
  ...ruleTestProblems,
  ...simulationProblems,
  ...mutationProblems,
  ...backtestProblems,
  ...previewProblems,
  ...commandProblems,
};

export type Catalogue = typeof catalogue;
export type DiagnosticCode = keyof Catalogue;
/** What the message of a code needs. */
export type ParamsOf<C extends DiagnosticCode> = Parameters<Catalogue[C]['message']>[0];

export function isDiagnosticCode(text: string): text is DiagnosticCode {
  return Object.hasOwn(catalogue, text);
}
