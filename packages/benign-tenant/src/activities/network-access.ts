import { anyMoment, dayLength, minute } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { chatterOf } from '../life/shares.ts';
import { branchHealthRow, connectionRow, sites, trafficRow } from '../logs/network-access.ts';
import { isoTime } from '../row.ts';

/** What managed computers do on the network through Global Secure Access. */
export const networkTraffic: Activity = ({ day, sessions }, log) => {
  const chance = day.chanceFor('network traffic');
  const through = sessions.filter(({ device }) => device.isManaged);
  const open = Math.max(1, through.length);
  const [transactions, connections] = [
    Math.max(0.3, chatterOf(day, 'networkTraffic') / open),
    Math.max(0.2, chatterOf(day, 'networkConnections') / open),
  ];
  for (const session of through) {
    const length = Math.max(minute, session.end - session.start);
    for (let i = chance.count(connections); i > 0; i--) {
      const at = Math.round(session.start + chance.fraction() * length);
      log(
        'NetworkAccessConnectionEvents',
        at,
        connectionRow(day.company, session, chance.weighted(sites), chance.guid(), chance),
      );
    }
    for (let i = chance.count(transactions); i > 0; i--) {
      const at = Math.round(session.start + chance.fraction() * length);
      log('NetworkAccessTraffic', at, trafficRow(day.company, session, chance.weighted(sites), chance.guid(), chance));
    }
  }
};

/** People ask assistants on the web; the contents are not kept. */
export const assistantUse: Activity = ({ day, sessions }, log) => {
  const chance = day.chanceFor('assistants');
  for (const session of sessions) {
    if (!session.device.isManaged || !chance.happens(0.06)) continue;
    const conversation = chance.guid();
    for (let i = chance.between(1, 5); i > 0; i--) {
      const at = Math.round(session.start + chance.fraction() * Math.max(minute, session.end - session.start));
      const isTool = chance.happens(0.15);
      log('NetworkAccessGenerativeAIInsights', at, {
        Activity: isTool ? 'ToolCall' : chance.pick(['Prompt', 'Response']),
        Content: '',
        DestinationUrl: 'https://chat.litware.example/conversation',
        EventId: chance.guid(),
        EventType: isTool ? 'mcp' : 'chat',
        McpClientName: isTool ? chance.pick(['Litware Desktop', 'Proseware Code Assistant']) : '',
        McpServerName: isTool ? chance.pick(['Contoso Wiki', 'Contoso Helpdesk']) : '',
        SessionId: conversation,
        SubActivity: isTool ? chance.pick(['search', 'read', 'createTicket']) : '',
        TransactionId: chance.guid(),
        UserPrincipalName: session.person.principalName,
      });
    }
  }
};

/** Minutes between two signs of life of a branch. */
const heartbeat = 60;

/** Branches tell that they are alive; now and then a router restarts and is back in minutes. */
export const branchHealth: Activity = ({ day }, log) => {
  const chance = day.chanceFor('branch health');
  for (const branch of day.company.branches) {
    const restart = chance.happens(0.15) ? anyMoment(day, chance) : undefined;
    for (let at = day.start + chance.below(heartbeat * minute); at < day.start + dayLength; at += heartbeat * minute) {
      log('RemoteNetworkHealthLogs', at, branchHealthRow(at, branch, 'remoteNetworkAlive', chance));
    }
    if (restart === undefined) continue;
    for (const [after, status] of [
      [0, 'bgpDisconnected'],
      [0.2, 'tunnelDisconnected'],
      [4, 'tunnelConnected'],
      [5, 'bgpConnected'],
    ] as const) {
      const at = restart + after * minute;
      log('RemoteNetworkHealthLogs', at, branchHealthRow(at, branch, status, chance));
    }
  }
};

/** Warnings of Global Secure Access that ordinary use brings. */
const warnings = [
  [5, 'webContentBlocked', 'A site of a blocked category was opened', 'low'],
  [1, 'unhealthyConnectors', 'A connector did not answer for some minutes', 'medium'],
  [1, 'unhealthyRemoteNetworks', 'A remote network was disconnected for some minutes', 'medium'],
  [1, 'deviceTokenInconsistency', 'A token was used on a device that was set up anew', 'low'],
] as const;

export const networkAlerts: Activity = ({ day, sessions }, log) => {
  const chance = day.chanceFor('network alerts');
  for (let i = chance.count(day.isWorkday ? 2.2 : 0.4); i > 0; i--) {
    const at = anyMoment(day, chance);
    const [, type, text, severity] = chance.weighted(warnings.map((row) => [row[0], row]));
    const session = sessions.length > 0 ? chance.pick(sessions) : undefined;
    log('NetworkAccessAlerts', at, {
      AlertType: type,
      ComponentName: 'Internet Access',
      CreationDateTime: isoTime(at),
      Description: `${text}.`,
      DetectionTechnology: 'Global Secure Access',
      DisplayName: text,
      ExtendedProperties: { count: chance.between(1, 9) },
      FirstActivityDateTime: isoTime(at - 20 * minute),
      Id: chance.guid(),
      IsPreview: false,
      LastActivityDateTime: isoTime(at - minute),
      PolicyId: day.company.principalOf('security policy'),
      ProductName: 'Global Secure Access',
      RelatedResources: session
        ? [
            {
              '@odata.type': '#microsoft.graph.networkaccess.relatedUser',
              userId: session.person.id,
              userPrincipalName: session.person.principalName,
            },
            { '@odata.type': '#microsoft.graph.networkaccess.relatedDevice', deviceId: session.device.id },
          ]
        : [],
      Severity: severity,
      SubTechniques: '',
      Techniques: '',
      VendorName: 'Microsoft',
    });
  }
};
