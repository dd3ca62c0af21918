import type { Chance } from '../chance.ts';
import { services } from '../company/applications.ts';
import type { Company } from '../company/company.ts';
import { minute } from '../life/day.ts';
import type { Activity, Life } from '../life/life.ts';
import { isAdministration, type Session, type Token } from '../life/sessions.ts';
import { chatterOf } from '../life/shares.ts';
import { type Caller, directoryGraphRow, graphActivityRow, type Request, requestOf } from '../logs/graph-requests.ts';

type Path = readonly [weight: number, method: Request['method'], path: string];

/** What programs ask Microsoft Graph for on behalf of their user. */
const everydayPaths: readonly Path[] = [
  [8, 'GET', 'me'],
  [8, 'GET', 'me/messages?$top=25'],
  [7, 'GET', 'me/calendarView?startDateTime=2026-01-01'],
  [6, 'GET', 'me/photo/$value'],
  [6, 'GET', 'me/drive/root/children'],
  [4, 'GET', 'users/{user}'],
  [4, 'GET', 'me/chats'],
  [3, 'GET', 'me/joinedTeams'],
  [3, 'POST', 'me/sendMail'],
  [2, 'POST', 'chats/{id}/messages'],
  [2, 'PATCH', 'me/events/{id}'],
  [2, 'GET', 'groups/{group}/members'],
  [1, 'DELETE', 'me/messages/{id}'],
];

/** What the portals ask for when an administrator looks at something. */
const portalPaths: readonly Path[] = [
  [6, 'GET', 'users?$search="displayName"'],
  [4, 'GET', 'beta/users/{user}/authentication/methods'],
  [4, 'GET', 'groups/{group}'],
  [3, 'GET', 'auditLogs/signIns?$top=50'],
  [2, 'PATCH', 'users/{user}'],
  [2, 'POST', 'groups/{group}/members/$ref'],
];

/** Requests of people's programs, with a token that a sign-in of the same session brought. */
export const graphRequests: Activity = ({ day, sessions }, log) => {
  const chance = day.chanceFor('graph requests');
  const workloadShare = 0.35;
  const wanted = chatterOf(day, 'graphRequests') * (1 - workloadShare);
  const mean = Math.max(0.4, wanted / Math.max(1, sessions.length));
  for (const session of sessions) {
    const tokens = tokensOf(session);
    for (let i = chance.count(mean); i > 0; i--) {
      const token = chance.pick(tokens);
      const at = token.at + chance.below(50 * minute);
      const [, method, path] = chance.weighted(
        (isAdministration(token) ? portalPaths : everydayPaths).map((row) => [row[0], row]),
      );
      const request = requestOf(method, fill(path, day.company, chance), chance);
      log('MicrosoftGraphActivityLogs', at, graphActivityRow(callerOf(day.company, session, token), request, chance));
    }
  }
};

/** Tokens for Microsoft Graph; who got none has asked before. */
function tokensOf(session: Session): readonly Token[] {
  const all = [...session.interactive, ...session.refreshed];
  const forGraph = all.filter(({ resource }) => resource.id === services.graph.id);
  return forGraph.length > 0 ? forGraph : all;
}

/** Requests of the older directory interface: a few of the administrators' and everyday programs. */
export const directoryGraphRequests: Activity = ({ day, sessions }, log) => {
  const chance = day.chanceFor('directory graph requests');
  const oldTools = day.company.workloads.filter(({ name }) => ['HR to directory', 'Phone directory'].includes(name));
  for (let i = chance.count(Math.max(12, chatterOf(day, 'directoryGraphRequests'))); i > 0; i--) {
    const at = day.start + chance.below(24 * 60) * minute + chance.below(minute);
    const session = chance.happens(0.4) ? sessionAt({ day, sessions }, at, chance) : undefined;
    const [user, group] = [
      `users/${chance.pick(day.company.people).id}`,
      `groups/${chance.pick(day.company.groups).id}`,
    ];
    const read = chance.pick(['users', user, 'tenantDetails', `${group}/members`, 'me']);
    // Of the old tools one keeps people's data up to date; everybody else only reads.
    const oldTool = chance.pick(oldTools);
    const [method, path] =
      session || !oldTool.roles.includes('Write') || !chance.happens(0.2)
        ? (['GET', read] as const)
        : chance.pick([
            ['PATCH', user],
            ['POST', `${group}/$links/members`],
          ] as const);
    const request = requestOf(method, path, chance);
    if (session) {
      log(
        'AADGraphActivityLogs',
        at,
        directoryGraphRow(at, callerOf(day.company, session, chance.pick(session.interactive)), request, chance),
      );
    } else {
      log(
        'AADGraphActivityLogs',
        at,
        directoryGraphRow(at, workloadCaller(day.company, oldTool, at, chance), request, chance),
      );
    }
  }
};

/** Batch jobs ask at each of their runs; how much depends on how loud the day is to be. */
export const workloadRequests: Activity = ({ day }, log) => {
  const chance = day.chanceFor('workload requests');
  const callers = day.company.workloads.filter(({ paths }) => paths.length > 0);
  const daily = callers.reduce((sum, { every }) => sum + 1440 / every, 0);
  const mean = Math.max(0.05, (chatterOf(day, 'graphRequests') * 0.35) / daily);
  for (const workload of callers) {
    for (let run = 0; run < 1440 / workload.every; run++) {
      for (let i = chance.count(mean); i > 0; i--) {
        const at = day.start + run * workload.every * minute + chance.below(5 * minute);
        const request = requestOf(
          workload.name.startsWith('Ticket') ? 'POST' : 'GET',
          fill(chance.pick(workload.paths), day.company, chance),
          chance,
        );
        log(
          'MicrosoftGraphActivityLogs',
          at,
          graphActivityRow(workloadCaller(day.company, workload, at, chance), request, chance),
        );
      }
    }
  }
};

function callerOf(company: Company, { person, device, network, id }: Session, token: Token): Caller {
  return {
    company,
    appId: token.client.id,
    userId: person.id,
    servicePrincipalId: '',
    scopes: token.client.scopes,
    roles: '',
    address: network.address,
    userAgent: token.client.clientApp === 'Browser' ? device.userAgent : device.appAgent,
    deviceId: device.id,
    sessionId: id,
    tokenId: token.id,
    tokenIssuedAt: token.at,
    clientAuthMethod: 0,
  };
}

/** A job as the caller of a request, with a token of the last half hour. */
export function workloadCaller(
  company: Company,
  workload: Company['workloads'][number],
  at: number,
  chance: Chance,
): Caller {
  return {
    company,
    appId: workload.id,
    userId: '',
    servicePrincipalId: workload.objectId,
    scopes: '',
    roles: workload.roles,
    address: workload.network.address,
    userAgent: workload.userAgent,
    deviceId: '',
    sessionId: '',
    tokenId: chance.guid().replaceAll('-', '').slice(0, 22),
    tokenIssuedAt: at - chance.below(30 * minute),
    clientAuthMethod: workload.credential === 'clientSecret' ? 1 : 2,
  };
}

/** A session that is open at a moment; none at night. */
export function sessionAt({ sessions }: Life, at: number, chance: Chance): Session | undefined {
  const open = sessions.filter(({ start, end }) => start <= at && at < end);
  return open.length > 0 ? chance.pick(open) : undefined;
}

function fill(path: string, company: Company, chance: Chance): string {
  return path.replace(/\{(\w+)\}/g, (_, what: string) => {
    if (what === 'user') return chance.pick(company.people).id;
    if (what === 'group') return chance.pick(company.groups).id;
    return chance.guid();
  });
}
