import { minute } from '../life/day.ts';
import type { Activity } from '../life/life.ts';
import { chatterOf } from '../life/shares.ts';

/** What is done with documents and mail: operation, workload, record type (Microsoft Learn, "Office 365 Management Activity API schema"). */
const operations = [
  [12, 'FileAccessed', 'SharePoint', 6],
  [8, 'FileModified', 'SharePoint', 6],
  [5, 'FileDownloaded', 'OneDrive', 6],
  [4, 'FilePreviewed', 'SharePoint', 6],
  [3, 'FileUploaded', 'OneDrive', 6],
  [5, 'MailItemsAccessed', 'Exchange', 50],
  [3, 'Send', 'Exchange', 2],
  [2, 'SharingSet', 'SharePoint', 14],
  [2, 'MessageSent', 'MicrosoftTeams', 25],
  [1, 'FileDeleted', 'SharePoint', 6],
  [0.3, 'New-InboxRule', 'Exchange', 1],
] as const;

const siteNames = ['sales', 'engineering', 'finance', 'people', 'projects'];

/** Documents and mail of people whose traffic goes through Global Secure Access, with the token and device of their session. */
export const officeFiles: Activity = ({ day, sessions }, log) => {
  const chance = day.chanceFor('office files');
  const { company } = day;
  const mean = Math.max(0.3, chatterOf(day, 'fileOperations') / Math.max(1, sessions.length));
  for (const session of sessions) {
    const { person, device, network } = session;
    for (let i = chance.count(mean); i > 0; i--) {
      const token = chance.pick([...session.interactive, ...session.refreshed]);
      const at = token.at + chance.below(50 * minute);
      const [, operation, workload, recordType] = chance.weighted(operations.map((row) => [row[0], row]));
      const userType = person.adminRoles.length > 0 ? 'Admin' : 'Regular';
      const isFile = workload === 'SharePoint' || workload === 'OneDrive';
      log('EnrichedMicrosoft365AuditLogs', at, {
        ActorUserType: userType,
        AdditionalProperties: isFile ? { SourceFileExtension: 'docx', SiteUrl: 'https://contoso.sharepoint.com/' } : {},
        ClientIp: network.address,
        DeviceId: device.id,
        DeviceOperatingSystem: device.operatingSystem,
        DeviceOperatingSystemVersion: device.osVersion,
        Id: chance.guid(),
        ObjectId: isFile
          ? `https://contoso.sharepoint.com/sites/${chance.pick(siteNames)}/document${chance.below(400)}.docx`
          : '',
        Operation: operation,
        OrganizationId: company.tenantId,
        RecordType: recordType,
        ResultStatus: chance.happens(0.985) ? 'Succeeded' : 'Failed',
        SourceIp: network.address,
        UniqueTokenId: token.id,
        UserId: person.principalName,
        UserKey: person.id,
        UserType: userType,
        Workload: workload,
      });
    }
  }
};
