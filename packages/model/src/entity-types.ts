/** An entity type of Sentinel: which identifiers a mapping may use, and which suffice. */
export interface EntityType {
  readonly identifiers: readonly string[];
  /** A mapping is accepted when all identifiers of at least one of these lists are mapped. */
  readonly requiredAnyOf: readonly (readonly string[])[];
  /** Lists of identifiers that name one entity and no other. A star marks an inner entity that cannot be mapped. */
  readonly strong: readonly (readonly string[])[];
  /** Lists that name an entity, but perhaps more than one. */
  readonly weak: readonly (readonly string[])[];
}

/**
 * The entity types that a rule may map, by name.
 *
 * Identifiers and `requiredAnyOf`: Azure-Sentinel pull request validation, EntityMappingIdentifiers. Strong and weak:
 * Microsoft Learn, Entities reference. As of 2026. `AddressScope` of IP is documented (it makes a private
 * address strong) though the validation does not know it. IoTDevice is in the validation, not in the reference.
 */
export const entityTypes: Readonly<Record<string, EntityType>> = {
  Account: {
    identifiers: [
      'Name',
      'FullName',
      'NTDomain',
      'DnsDomain',
      'UPNSuffix',
      'Sid',
      'AadTenantId',
      'AadUserId',
      'PUID',
      'IsDomainJoined',
      'DisplayName',
      'ObjectGuid',
      'CloudAppAccountId',
    ],
    requiredAnyOf: [['FullName'], ['Sid'], ['Name'], ['AadUserId'], ['PUID'], ['ObjectGuid']],
    strong: [
      ['Name', 'UPNSuffix'],
      ['AadUserId'],
      ['Sid'],
      ['Name', 'NTDomain'],
      ['Name', 'DnsDomain'],
      ['PUID'],
      ['ObjectGuid'],
    ],
    weak: [['Name']],
  },
  AzureResource: {
    identifiers: ['ResourceId'],
    requiredAnyOf: [['ResourceId']],
    strong: [['ResourceId']],
    weak: [],
  },
  CloudApplication: {
    identifiers: ['AppId', 'Name', 'InstanceName'],
    requiredAnyOf: [['AppId'], ['Name']],
    strong: [['AppId'], ['Name'], ['AppId', 'InstanceName'], ['Name', 'InstanceName']],
    weak: [],
  },
  DNS: {
    identifiers: ['DomainName'],
    requiredAnyOf: [['DomainName']],
    strong: [['DomainName', '*DnsServerIp', '*HostIpAddress']],
    weak: [['DomainName', '*HostIpAddress']],
  },
  File: {
    identifiers: ['Directory', 'Name'],
    requiredAnyOf: [['Name']],
    strong: [['Name', 'Directory']],
    weak: [],
  },
  FileHash: {
    identifiers: ['Algorithm', 'Value'],
    requiredAnyOf: [['Algorithm', 'Value']],
    strong: [['Algorithm', 'Value']],
    weak: [],
  },
  Host: {
    identifiers: [
      'DnsDomain',
      'NTDomain',
      'HostName',
      'FullName',
      'NetBiosName',
      'AzureID',
      'OMSAgentID',
      'OSFamily',
      'OSVersion',
      'IsDomainJoined',
    ],
    requiredAnyOf: [['FullName'], ['HostName'], ['NetBiosName'], ['AzureID'], ['OMSAgentID']],
    strong: [
      ['HostName', 'NTDomain'],
      ['HostName', 'DnsDomain'],
      ['NetBiosName', 'NTDomain'],
      ['NetBiosName', 'DnsDomain'],
      ['AzureID'],
      ['OMSAgentID'],
    ],
    weak: [['HostName'], ['NetBiosName']],
  },
  IoTDevice: {
    identifiers: [
      'DeviceId',
      'DeviceName',
      'Manufacturer',
      'Model',
      'FirmwareVersion',
      'OperatingSystem',
      'MacAddress',
      'Protocols',
      'SerialNumber',
      'Source',
      'IoTSecurityAgentId',
      'DeviceType',
    ],
    requiredAnyOf: [['DeviceId']],
    strong: [],
    weak: [],
  },
  IP: {
    identifiers: ['Address', 'AddressScope'],
    requiredAnyOf: [['Address']],
    strong: [['Address'], ['Address', 'AddressScope']],
    weak: [],
  },
  Mailbox: {
    identifiers: ['MailboxPrimaryAddress', 'DisplayName', 'Upn', 'ExternalDirectoryObjectId', 'RiskLevel'],
    requiredAnyOf: [['MailboxPrimaryAddress']],
    strong: [['MailboxPrimaryAddress']],
    weak: [],
  },
  MailCluster: {
    identifiers: [
      'NetworkMessageIds',
      'CountByDeliveryStatus',
      'CountByThreatType',
      'CountByProtectionStatus',
      'Threats',
      'Query',
      'QueryTime',
      'MailCount',
      'IsVolumeAnomaly',
      'Source',
      'ClusterSourceIdentifier',
      'ClusterSourceType',
      'ClusterQueryStartTime',
      'ClusterQueryEndTime',
      'ClusterGroup',
    ],
    requiredAnyOf: [['Query'], ['Source']],
    strong: [['Query', 'Source']],
    weak: [],
  },
  MailMessage: {
    identifiers: [
      'Recipient',
      'Urls',
      'Threats',
      'Sender',
      'P1Sender',
      'P1SenderDisplayName',
      'P1SenderDomain',
      'SenderIP',
      'P2Sender',
      'P2SenderDisplayName',
      'P2SenderDomain',
      'ReceivedDate',
      'NetworkMessageId',
      'InternetMessageId',
      'Subject',
      'BodyFingerprintBin1',
      'BodyFingerprintBin2',
      'BodyFingerprintBin3',
      'BodyFingerprintBin4',
      'BodyFingerprintBin5',
      'AntispamDirection',
      'DeliveryAction',
      'DeliveryLocation',
      'Language',
      'ThreatDetectionMethods',
    ],
    requiredAnyOf: [['NetworkMessageId'], ['Recipient']],
    strong: [['NetworkMessageId', 'Recipient']],
    weak: [],
  },
  Malware: {
    identifiers: ['Name', 'Category'],
    requiredAnyOf: [['Name']],
    strong: [['Name', 'Category']],
    weak: [],
  },
  Process: {
    identifiers: ['ProcessId', 'CommandLine', 'ElevationToken', 'CreationTimeUtc'],
    requiredAnyOf: [['CommandLine'], ['ProcessId']],
    strong: [
      ['*Host', 'ProcessId', 'CreationTimeUtc'],
      ['*Host', '*ParentProcessId', 'CreationTimeUtc', 'CommandLine'],
      ['*Host', 'ProcessId', 'CreationTimeUtc', '*ImageFile'],
      ['*Host', 'ProcessId', 'CreationTimeUtc', '*ImageFile', '*FileHash'],
    ],
    weak: [
      ['ProcessId', 'CreationTimeUtc', 'CommandLine'],
      ['ProcessId', 'CreationTimeUtc', '*ImageFile'],
    ],
  },
  RegistryKey: {
    identifiers: ['Hive', 'Key'],
    requiredAnyOf: [['Key'], ['Hive']],
    strong: [['Hive', 'Key']],
    weak: [],
  },
  RegistryValue: {
    identifiers: ['Name', 'Value', 'ValueType'],
    requiredAnyOf: [['Name']],
    strong: [['*Key', 'Name']],
    weak: [['Name']],
  },
  SecurityGroup: {
    identifiers: ['DistinguishedName', 'SID', 'ObjectGuid'],
    requiredAnyOf: [['DistinguishedName'], ['SID'], ['ObjectGuid']],
    strong: [['DistinguishedName'], ['SID'], ['ObjectGuid']],
    weak: [],
  },
  SubmissionMail: {
    identifiers: [
      'NetworkMessageId',
      'Timestamp',
      'Recipient',
      'Sender',
      'SenderIp',
      'Subject',
      'ReportType',
      'SubmissionId',
      'SubmissionDate',
      'Submitter',
    ],
    requiredAnyOf: [['SubmissionId'], ['NetworkMessageId'], ['Recipient'], ['Submitter']],
    strong: [['SubmissionId', 'NetworkMessageId', 'Recipient', 'Submitter']],
    weak: [],
  },
  URL: {
    identifiers: ['Url'],
    requiredAnyOf: [['Url']],
    strong: [['Url']],
    weak: [['Url']],
  },
};
