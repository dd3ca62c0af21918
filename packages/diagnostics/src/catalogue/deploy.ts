import { entry } from '../entry.ts';

/** Problems of reading, planning and changing a workspace. 0xx the outside world, 1xx the plan, 2xx plan files, 3xx applying. */
export const deployProblems = {
  DEP001: entry<{ doing: string; reason: string }>({
    severity: 'error',
    title: 'no answer from Azure',
    message: (p) => `no answer from Azure while ${p.doing}: ${p.reason}`,
    hint: () => 'check the network, the proxy and the cloud of the target, then run again',
  }),
  DEP002: entry<{ tenant: string; reason: string }>({
    severity: 'error',
    title: 'signing in failed',
    message: (p) => `signing in to tenant ${p.tenant} failed: ${p.reason}`,
    hint: () => 'run az login, or set AZURE_TOKEN_CREDENTIALS to the credential that should be used',
  }),
  DEP003: entry<{ doing: string; code: string; message: string }>({
    severity: 'error',
    title: 'Azure does not allow it',
    message: (p) => `Azure does not allow ${p.doing} (${p.code}): ${p.message}`,
    hint: () =>
      'planning needs Microsoft Sentinel Reader on the resource group, applying Microsoft Sentinel Contributor; a new role takes some minutes',
  }),
  DEP004: entry<{ workspace: string; code: string; message: string }>({
    severity: 'error',
    title: 'the workspace was not found',
    message: (p) =>
      `workspace ${p.workspace} was not found, or Microsoft Sentinel is not enabled on it (${p.code}): ${p.message}`,
    hint: () => 'compare subscription, resourceGroup and workspace of the target in picket.yaml with the portal',
  }),
  DEP005: entry<{ doing: string; status: number; code: string; message: string }>({
    severity: 'error',
    title: 'Azure answered with an error',
    message: (p) => `${p.doing} failed with status ${p.status} (${p.code}): ${p.message}`,
  }),
  DEP006: entry<{ doing: string; reason: string }>({
    severity: 'error',
    title: 'an answer is not readable',
    message: (p) => `the answer to ${p.doing} is not what the API promises: ${p.reason}`,
    hint: () => 'nothing was concluded from it; run again, and report it if it stays',
  }),
  DEP007: entry<{ doing: string; tries: number }>({
    severity: 'error',
    title: 'throttled for too long',
    message: (p) => `Azure still throttles ${p.doing} after ${p.tries} tries`,
    hint: () => 'wait some minutes and run again: what was done is kept, only the rest is tried',
  }),
  DEP101: entry<{ what: string; name: string; owner: string }>({
    severity: 'error',
    title: 'the resource exists and is not ours',
    message: (p) => `${p.what} exists in the workspace under the same id (${p.name}) and belongs to ${p.owner}`,
    hint: () => 'look at the differences in the plan; to take it over, plan with --adopt, or give the content a new id',
  }),
  DEP102: entry<{ what: string }>({
    severity: 'error',
    title: 'changed in the repository and in the portal',
    message: (p) => `${p.what} was changed in the repository and in the workspace since the last deployment`,
    hint: () => 'bring the portal edit into the repository, or plan with --overwrite-conflicts to give it up',
  }),
  DEP103: entry<{ what: string; tables: string }>({
    severity: 'error',
    title: 'a table is missing in the workspace',
    message: (p) => `${p.what} cannot be deployed: the workspace has no ${p.tables}`,
    hint: () => 'connect the log first, or set missingTables of the target to skip or disable',
  }),
  DEP104: entry<{ what: string; table: string; plan: string }>({
    severity: 'error',
    title: 'a table is not on the Analytics plan',
    message: (p) =>
      `${p.what} cannot run: table ${p.table} is on the ${p.plan} plan, and analytics rules read Analytics tables only`,
    hint: () => 'move the table to the Analytics plan, or set missingTables of the target to skip or disable',
  }),
  DEP105: entry<{ what: string; tables: string; done: 'left out' | 'deployed disabled' }>({
    severity: 'warning',
    title: 'a rule waits for its table',
    message: (p) => `${p.what} is ${p.done}, because the workspace cannot serve ${p.tables}`,
    hint: () => 'the next plan after the table is there deploys it as written',
  }),
  DEP106: entry<{ kind: string; count: number; most: number }>({
    severity: 'error',
    title: 'too many enabled rules',
    message: (p) => `the workspace would hold ${p.count} enabled ${p.kind} rules; Microsoft Sentinel allows ${p.most}`,
    hint: () => 'disable or remove rules that bring nothing, or merge rules that read the same events',
  }),
  DEP107: entry<{ owned: number }>({
    severity: 'error',
    title: 'nothing is wanted and everything would be deleted',
    message: (p) =>
      `the selection holds no content, so the plan would delete all ${p.owned} resources of this repository`,
    hint: () => 'check the paths and the include and exclude lists; to remove everything on purpose use picket destroy',
  }),
  DEP108: entry<{ what: string }>({
    severity: 'warning',
    title: 'Sentinel switched the rule off',
    message: (p) =>
      `${p.what} was switched off by Microsoft Sentinel itself after its query kept failing (AUTO DISABLED)`,
    hint: () => 'find out why the query failed before this plan switches it on again',
  }),
  DEP109: entry<{ what: string; displayName: string; other: string }>({
    severity: 'warning',
    title: 'another rule has the same name',
    message: (p) => `${p.what} has the display name '${p.displayName}', and so has rule ${p.other} of the workspace`,
    hint: () => 'rename one of them, or analysts cannot tell their incidents apart',
  }),
  DEP110: entry<{ what: string; first: string }>({
    severity: 'error',
    title: 'two files want the same resource',
    message: (p) => `${p.what} and ${p.first} want the same resource of the workspace`,
    hint: () => 'give one of them an id of its own',
  }),
  DEP111: entry<{ what: string; title: string; other: string }>({
    severity: 'error',
    title: 'another workbook has the same title',
    message: (p) => `${p.what} has the title '${p.title}', and so has workbook ${p.other}; Azure refuses a second one`,
    hint: () => 'give it another name, or delete the other one first',
  }),
  DEP201: entry<{ reason: string }>({
    severity: 'error',
    title: 'the plan file is not readable',
    message: (p) => `this is not a plan file: ${p.reason}`,
    hint: () => "make one with 'picket plan --out plan.json'",
  }),
  DEP202: entry<{ form: string; known: string }>({
    severity: 'error',
    title: 'the plan file has another form',
    message: (p) => `the plan file has form ${p.form}; this version of Picket applies form ${p.known}`,
    hint: () => 'make the plan again with the version that applies it',
  }),
  DEP203: entry({
    severity: 'error',
    title: 'the plan file was altered',
    message: () => 'the plan file is not as Picket wrote it: its content does not match its checksum',
    hint: () => 'do not edit plan files; change the repository and plan again',
  }),
  DEP204: entry<{ planned: string; given: string }>({
    severity: 'error',
    title: 'the plan is for another workspace',
    message: (p) => `the plan was made for ${p.planned}, not for ${p.given}`,
    hint: () => 'choose the target the plan was made for, or plan again',
  }),
  DEP205: entry<{ planned: string; given: string }>({
    severity: 'error',
    title: 'the plan is of another repository',
    message: (p) => `the plan was made by repository ${p.planned}, not by ${p.given}`,
    hint: () => 'apply a plan where it was made',
  }),
  DEP206: entry<{ what: string; change: string }>({
    severity: 'error',
    title: 'the plan is stale',
    message: (p) => `the plan is stale: ${p.what} ${p.change} since it was made`,
    hint: () => 'nothing was changed; plan again and look at the difference',
  }),
  DEP207: entry({
    severity: 'error',
    title: 'the plan does not fit the repository',
    message: () => 'the content of the repository is not the content this plan was made from',
    hint: () => 'plan again',
  }),
  DEP301: entry<{ what: string; doing: string; code: string; message: string }>({
    severity: 'error',
    title: 'Azure refused a resource',
    message: (p) => `${p.what} could not be ${p.doing} (${p.code}): ${p.message}`,
  }),
  DEP302: entry<{ code: string; message: string }>({
    severity: 'error',
    title: 'the template did not pass validation',
    message: (p) => `Azure refused the deployment before it began (${p.code}): ${p.message}`,
  }),
  DEP303: entry<{ deployment: string; code: string; message: string }>({
    severity: 'error',
    title: 'the deployment failed',
    message: (p) => `deployment ${p.deployment} failed (${p.code}): ${p.message}`,
    hint: () => 'resources that it had written before stay; the next plan shows what is left',
  }),
  DEP304: entry<{ what: string }>({
    severity: 'error',
    title: 'changed while it was being written',
    message: (p) => `${p.what} was changed by someone else while this plan was being applied; it was left as it is`,
    hint: () => 'plan again and look at the difference',
  }),
  DEP305: entry<{ deployment: string; minutes: number }>({
    severity: 'error',
    title: 'the deployment does not end',
    message: (p) => `deployment ${p.deployment} still runs after ${p.minutes} minutes`,
    hint: () => 'it goes on in Azure; plan again later to see what it changed',
  }),
  DEP306: entry<{ folder: string; reason: string }>({
    severity: 'error',
    title: 'the copy of what is overwritten could not be kept',
    message: (p) =>
      `nothing was changed: the copy of what would be overwritten cannot be written to ${p.folder}: ${p.reason}`,
    hint: () => 'free space or choose another folder; Picket overwrites nothing that it has not kept',
  }),
  DEP307: entry<{ count: number }>({
    severity: 'note',
    title: 'stopped before the end',
    message: (p) => `stopped before ${p.count} changes of the plan were made`,
    hint: () => 'plan and apply again: what was done is seen, only the rest is left',
  }),
  DEP308: entry<{ count: number }>({
    severity: 'note',
    title: 'nothing was deleted after a failure',
    message: (p) => `${p.count} deletions of the plan were left out, because something else failed`,
    hint: () => 'mend what failed, then plan and apply again',
  }),
};
