import type { Chance } from '../chance.ts';
import type { Branch, Company } from '../company/company.ts';
import type { Session } from '../life/sessions.ts';
import { type Cells, isoTime } from '../row.ts';

/** A web site that people visit, and what the web filter thinks of it. */
export interface Site {
  readonly fqdn: string;
  readonly category: string;
  readonly application: string;
  readonly trafficType: 'internet' | 'microsoft365' | 'private';
  readonly isBlocked: boolean;
}

const site = (
  fqdn: string,
  category: string,
  application = '',
  trafficType: Site['trafficType'] = 'internet',
): Site => ({
  fqdn,
  category,
  application,
  trafficType,
  isBlocked: false,
});

/** Where people go, by how often; a few pages are not for work. */
export const sites: readonly (readonly [number, Site])[] = [
  [12, site('outlook.office365.com', 'Business', 'Microsoft Exchange Online', 'microsoft365')],
  [10, site('contoso.sharepoint.com', 'Business', 'Microsoft SharePoint Online', 'microsoft365')],
  [8, site('teams.microsoft.com', 'Business', 'Microsoft Teams', 'microsoft365')],
  [6, site('intranet.contoso.example', 'Business', 'Contoso Intranet', 'private')],
  [4, site('files.contoso.example', 'Business', 'File server', 'private')],
  [5, site('news.tailspintoys.example', 'News')],
  [4, site('code.proseware.example', 'Computers and technology', 'Proseware Code')],
  [4, site('maps.northwind.example', 'Travel', 'Northwind Maps')],
  [3, site('shop.wingtiptoys.example', 'Shopping')],
  [3, site('chat.litware.example', 'Generative AI', 'Litware Chat')],
  [2, site('weather.northwind.example', 'News', 'Northwind Weather')],
  [2, site('backup.fabrikam.example', 'Computers and technology', 'Fabrikam Backup')],
  [1, { ...site('bets.woodgrove.example', 'Gambling'), isBlocked: true }],
  [1, { ...site('ads.adatum.example', 'Advertisements'), isBlocked: true }],
  [0.3, { ...site('share.tailspintoys.example', 'Peer to peer'), isBlocked: true }],
];

const processes = ['msedge.exe', 'chrome.exe', 'OUTLOOK.EXE', 'ms-teams.exe', 'OneDrive.exe', 'svchost.exe'];

/** What goes through a branch's tunnel has no client that would tell of device and process. */
const goesThroughTunnel = ({ branches }: Company, { network }: Session, chance: Chance): boolean =>
  branches.some(({ address }) => address === network.address) && chance.happens(0.3);

/** A row of NetworkAccessTraffic: one transaction of a device through Global Secure Access. */
export function trafficRow(
  company: Company,
  session: Session,
  target: Site,
  connectionId: string,
  chance: Chance,
): Cells {
  const { person, device, network } = session;
  const sent = target.fqdn.startsWith('backup') ? chance.between(1_000_000, 40_000_000) : chance.between(300, 90_000);
  const isPrivate = target.trafficType === 'private';
  const isWeb = target.trafficType === 'internet';
  const isTunnelled = goesThroughTunnel(company, session, chance);
  return {
    AccessType: isPrivate ? 'privateAccess' : 'appAccess',
    Action: target.isBlocked ? 'block' : 'allow',
    AgentVersion: isTunnelled ? '' : '2.8.45',
    AIAgentId: '',
    AIAgentName: '',
    AppId: isPrivate ? company.principalOf(`application ${target.application}`) : '',
    AppSegmentId: isPrivate ? company.principalOf(`segment ${target.application}`) : '',
    CloudAppCategory: target.application === '' ? '' : target.category,
    CloudAppName: target.application,
    ...(target.application === ''
      ? {}
      : {
          CloudAppRiskScore: target.category === 'Generative AI' ? 5 : 9,
          CloudAppGeneralScore: 8,
          CloudAppComplianceScore: 8,
          CloudAppLegalScore: 9,
        }),
    ConnectionId: connectionId,
    ConnectionStatus: chance.happens(0.5) ? 'closed' : 'active',
    ConnectorId: isPrivate ? company.principalOf('connector 1') : '',
    ConnectorIp: isPrivate ? '10.0.0.40' : '',
    ConnectorName: isPrivate ? 'connector01.contoso.example' : '',
    Description: '',
    DestinationFqdn: target.fqdn,
    DestinationIp: isPrivate ? '10.0.1.20' : `192.0.2.${60 + (target.fqdn.length % 40)}`,
    DestinationPort: 443,
    DestinationUrl: `https://${target.fqdn}/`,
    DestinationWebCategories: target.category,
    DeviceCategory: isTunnelled ? 'branch' : 'client',
    DeviceId: isTunnelled ? '' : device.id,
    DeviceOperatingSystem: isTunnelled ? '' : device.operatingSystem,
    DeviceOperatingSystemVersion: isTunnelled ? '' : device.osVersion,
    FilteringProfileId: isWeb ? company.principalOf('filtering profile') : '',
    FilteringProfileName: isWeb ? 'Baseline profile' : '',
    HttpMethod: chance.happens(0.75) ? 'get' : 'post',
    HttpUserAgent: device.userAgent,
    InitiatingProcessName: isTunnelled ? '' : device.operatingSystem === 'MacOs' ? 'Safari' : chance.pick(processes),
    IsAgentic: false,
    NetworkProtocol: network.address.includes(':') ? 'ipv6' : 'ipv4',
    PolicyId: isWeb ? company.principalOf(`policy ${target.category}`) : '',
    PolicyName: isWeb ? 'Web categories' : '',
    PolicyRuleId: isWeb ? company.principalOf(`rule ${target.category}`) : '',
    ReceivedBytes: target.isBlocked ? 0 : chance.between(800, 2_000_000),
    ReferrerHeader: '',
    RemoteNetworkId: '',
    ResourceTenantId: company.tenantId,
    ResponseCode: target.isBlocked
      ? 403
      : chance.weighted([
          [95, 200],
          [3, 304],
          [1, 404],
          [1, 500],
        ]),
    RuleName: target.isBlocked ? `Block ${target.category.toLowerCase()}` : '',
    SentBytes: target.isBlocked ? 0 : sent,
    SessionId: session.id,
    SourceIp: network.address,
    SourcePort: chance.between(49_152, 65_535),
    ThreatType: '',
    TlsAction: isWeb ? 'intercepted' : 'bypassed',
    TlsStatus: 'success',
    TrafficType: target.trafficType,
    TransactionId: chance.guid(),
    TransportProtocol: 'tcp',
    UniqueTokenId: session.interactive[0]?.id ?? '',
    UserId: person.id,
    UserPrincipalName: person.principalName,
    VendorNames: '',
  };
}

/** Who carries what comes from a country. */
const carriers: Readonly<Record<string, string>> = {
  NO: 'Northwind Fibre',
  NL: 'Adatum Net',
  US: 'Wingtip Cable',
};

/** A row of NetworkAccessConnectionEvents: a connection that a device's client opens or closes. */
export function connectionRow(
  company: Company,
  session: Session,
  target: Site,
  connectionId: string,
  chance: Chance,
): Cells {
  const { person, device, network } = session;
  const { place } = network;
  const isTunnelled = goesThroughTunnel(company, session, chance);
  return {
    AgentVersion: isTunnelled ? '' : '2.8.45',
    AppId: target.trafficType === 'private' ? company.principalOf(`application ${target.application}`) : '',
    ClientDeviceName: isTunnelled ? '' : device.name,
    ConnectionId: connectionId,
    CrossTenantAccessType: 'none',
    DestinationFqdn: target.fqdn,
    DestinationIp: `192.0.2.${60 + (target.fqdn.length % 40)}`,
    DestinationPort: 443,
    DeviceCategory: isTunnelled ? 'branch' : 'client',
    DeviceId: isTunnelled ? '' : device.id,
    DeviceJoinType: isTunnelled ? '' : device.trustType,
    DeviceOperatingSystem: isTunnelled ? '' : device.operatingSystem,
    DeviceOperatingSystemVersion: isTunnelled ? '' : device.osVersion,
    EventType: chance.weighted([
      [10, 'connectionOpened'],
      [9, 'connectionClosed'],
      [0.4, 'connectionFailed'],
    ]),
    HomeTenantId: company.tenantId,
    InitiatingProcessName: isTunnelled ? '' : chance.pick(processes),
    IsLocal: false,
    NetworkProtocol: network.address.includes(':') ? 'ipv6' : 'ipv4',
    PopProcessingRegion: place.country === 'US' ? 'East US' : chance.pick(['Norway East', 'West Europe']),
    SecurityPolicyId: company.principalOf('security policy'),
    SecurityPolicyName: 'Web categories',
    SecurityPolicyVersion: '7',
    // The profile that blocked the connection, where one did.
    SecurityProfileId: target.isBlocked ? company.principalOf('filtering profile') : '',
    SecurityProfileName: target.isBlocked ? 'Baseline profile' : '',
    SecurityProfileVersion: target.isBlocked ? '3' : '',
    SourceIp: network.address,
    SourceIpAutonomousSystemNumber: network.asn,
    SourceIpCarrier: carriers[place.country] ?? 'Fourth Coffee Hotspots',
    SourceIpCity: place.city,
    SourceIpCountryCode: place.country,
    SourceIpLatitude: place.latitude,
    SourceIpLongitude: place.longitude,
    SourceIpState: place.state,
    SourcePort: chance.between(49_152, 65_535),
    SourcePrivateIp: `192.168.1.${chance.between(2, 200)}`,
    TrafficType: target.trafficType,
    TransportProtocol: chance.happens(0.9) ? 'tcp' : 'udp',
    UserId: person.id,
    UserPrincipalName: person.principalName,
  };
}

/** A row of RemoteNetworkHealthLogs: a branch's router tells how its tunnel does. */
export function branchHealthRow(at: number, branch: Branch, status: string, chance: Chance): Cells {
  const isAlive = status === 'remoteNetworkAlive';
  return {
    BgpRoutesAdvertisedCount: isAlive ? 12 : 0,
    CreatedDateTime: isoTime(at),
    Description:
      {
        tunnelConnected: 'The tunnel is up.',
        tunnelDisconnected: 'The tunnel is down.',
        bgpConnected: 'The session is up.',
        bgpDisconnected: 'The session is down.',
      }[status] ?? 'The remote network is alive.',
    DestinationIp: branch.gateway,
    Id: chance.guid(),
    ReceivedBytes: isAlive ? chance.between(4_000_000, 900_000_000) : 0,
    RemoteNetworkId: branch.id,
    SentBytes: isAlive ? chance.between(1_000_000, 300_000_000) : 0,
    SourceIp: branch.address,
    Status: status,
  };
}
