import type { Weighted } from '../chance.ts';

/** A program that people or workloads use, or a service that they use it for. */
export interface Application {
  readonly id: string;
  readonly name: string;
}

/** A program with the services that it asks tokens for. */
export interface Client extends Application {
  readonly resources: readonly Application[];
  /** What it may do in Microsoft Graph for its user. */
  readonly scopes: string;
  readonly clientApp: 'Browser' | 'Mobile Apps and Desktop clients';
  /** Whether the company registered it itself. */
  readonly isOwn: boolean;
}

/** Services of Microsoft that nearly every tenant uses, by their well-known ids (Microsoft Learn, "Verify first-party Microsoft applications in sign-in reports"). */
export const services = {
  graph: { id: '00000003-0000-0000-c000-000000000000', name: 'Microsoft Graph' },
  exchange: { id: '00000002-0000-0ff1-ce00-000000000000', name: 'Office 365 Exchange Online' },
  sharePoint: { id: '00000003-0000-0ff1-ce00-000000000000', name: 'Office 365 SharePoint Online' },
  directory: { id: '00000002-0000-0000-c000-000000000000', name: 'Windows Azure Active Directory' },
  azure: { id: '797f4846-ba00-4fd7-ba43-dac1f8f63013', name: 'Windows Azure Service Management API' },
  keyVault: { id: 'cfa8b339-82a2-471a-a3c9-0fc0be7a4093', name: 'Azure Key Vault' },
  storage: { id: 'e406a681-f3d4-42a8-90b6-c2b029497af1', name: 'Azure Storage' },
  sql: { id: '022907d3-0f1b-48f7-badc-1ba6abab6d66', name: 'Azure SQL Database' },
} as const satisfies Record<string, Application>;

const { graph, exchange, sharePoint, directory, azure } = services;

const microsoft = (
  id: string,
  name: string,
  resources: readonly Application[],
  scopes: string,
  clientApp: Client['clientApp'],
): Client => ({ id, name, resources, scopes, clientApp, isOwn: false });

const programs = 'Mobile Apps and Desktop clients';

/** What everybody uses, by how often. */
export const everydayClients: Weighted<Client> = [
  [
    6,
    microsoft(
      '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
      'Microsoft Teams',
      [graph, exchange, sharePoint],
      'Calendars.ReadWrite Chat.ReadWrite User.ReadBasic.All',
      programs,
    ),
  ],
  [
    5,
    microsoft(
      'd3590ed6-52b3-4102-aeff-aad2292ab01c',
      'Microsoft Office',
      [exchange, graph, sharePoint],
      'Files.ReadWrite People.Read User.Read',
      programs,
    ),
  ],
  [
    4,
    microsoft(
      '4765445b-32c6-49b0-83e6-1d93765276ca',
      'OfficeHome',
      [graph, sharePoint],
      'Files.Read.All User.Read',
      'Browser',
    ),
  ],
  [
    3,
    microsoft(
      '00000002-0000-0ff1-ce00-000000000000',
      'Office 365 Exchange Online',
      [exchange],
      'Mail.ReadWrite',
      'Browser',
    ),
  ],
  [
    2,
    microsoft(
      'ab9b8c07-8f02-4f72-87fa-80105867a763',
      'OneDrive SyncEngine',
      [sharePoint, graph],
      'Files.ReadWrite.All User.Read',
      programs,
    ),
  ],
  [1, microsoft('2793995e-0a7d-40d7-bd35-6968ba142197', 'My Apps', [graph, directory], 'User.Read', 'Browser')],
];

/** Programs on a telephone. */
export const phoneClients: Weighted<Client> = [
  [
    3,
    microsoft(
      '27922004-5251-4030-b22d-91ecd9a37ea4',
      'Outlook Mobile',
      [exchange, graph],
      'Mail.ReadWrite User.Read',
      programs,
    ),
  ],
  [
    2,
    microsoft(
      '1fec8e78-bce4-4aaf-ab1b-5451cc387264',
      'Microsoft Teams',
      [graph, exchange],
      'Chat.ReadWrite User.Read',
      programs,
    ),
  ],
];

/** How a Windows computer signs its user in. */
export const windowsSignIn = microsoft(
  '38aa3b87-a06d-4817-b275-7a316988d93b',
  'Windows Sign In',
  [directory],
  'User.Read',
  programs,
);

/** What administrators and developers use. */
export const administrationClients: Weighted<Client> = [
  [
    4,
    microsoft(
      'c44b4083-3bb0-49c1-b47d-974e53cbdf3c',
      'Azure Portal',
      [azure, graph],
      'Directory.AccessAsUser.All User.Read',
      'Browser',
    ),
  ],
  [
    2,
    microsoft(
      '04b07795-8ddb-461a-bbee-02f9e1bf7b46',
      'Microsoft Azure CLI',
      [azure, graph],
      'Directory.AccessAsUser.All',
      programs,
    ),
  ],
  [
    1,
    microsoft(
      '1950a258-227b-4e31-a9cf-717495945fc2',
      'Microsoft Azure PowerShell',
      [azure],
      'Directory.AccessAsUser.All',
      programs,
    ),
  ],
];

/** Names of the company's own web applications; ids are drawn with the company. */
export const ownApplicationNames = [
  'Contoso Expenses',
  'Contoso Time Sheets',
  'Contoso Travel',
  'Contoso Intranet',
  'Contoso Wiki',
  'Contoso Helpdesk',
  'Contoso Learning',
  'Contoso CRM',
  'Contoso Contracts',
  'Contoso Purchasing',
  'Contoso Payroll',
  'Contoso Room Booking',
  'Contoso Visitor Register',
  'Contoso Project Plans',
  'Contoso Price List',
  'Contoso Dashboards',
  'Contoso Code Reviews',
  'Contoso Build Server',
  'Contoso Test Lab',
  'Contoso Fleet',
  'Contoso Warehouse',
  'Contoso Quality Records',
  'Contoso Customer Portal',
  'Contoso Surveys',
  'Contoso Newsletter',
  'Contoso Signage',
  'Contoso Ideas',
  'Contoso Recruiting',
  'Contoso Onboarding',
  'Contoso Lunch',
  'Northwind Maps',
  'Northwind Weather',
  'Fabrikam Print',
  'Fabrikam Scan',
  'Adatum Whiteboard',
  'Litware Translation',
  'Proseware Notes',
  'Tailspin Diagrams',
] as const;
