import type { Chance } from '../chance.ts';
import type { Application } from '../company/applications.ts';
import type { Company } from '../company/company.ts';
import type { ManagedIdentity, Workload } from '../company/workloads.ts';
import { type Cells, isoTime } from '../row.ts';
import { type Outcome, outcomes } from './sign-in-outcomes.ts';

interface WorkloadSignIn {
  readonly at: number;
  readonly company: Company;
  readonly resource: Application;
  readonly outcome: Outcome;
}

/** Cells that sign-ins of service principals and of managed identities share. */
function sharedCells({ at, company, resource, outcome }: WorkloadSignIn, chance: Chance): Cells {
  const isGranted = outcome.code === '0';
  return {
    AADTenantId: company.tenantId,
    Agent: '{"agentType":"notAgentic","parentAppId":""}',
    AppOwnerTenantId: company.tenantId,
    AuthenticationContextClassReferences: '[]',
    AuthenticationProcessingDetails: '[{"key":"Azure AD App Authentication Library","value":"Family: MSAL"}]',
    ConditionalAccessAudiences: JSON.stringify([{ applicationId: resource.id, audienceReasons: 'none' }]),
    ConditionalAccessPolicies: '[]',
    ConditionalAccessStatus: 'notApplied',
    CorrelationId: chance.guid(),
    CreatedDateTime: isoTime(at),
    DurationMs: 0,
    Id: chance.guid(),
    Identity: '',
    Level: '4',
    OperationName: 'Sign-in activity',
    OperationVersion: '1.0',
    ResourceDisplayName: resource.name,
    ResourceGroup: 'Microsoft.aadiam',
    ResourceIdentity: resource.id,
    ResourceOwnerTenantId: company.tenantId,
    ResourceServicePrincipalId: company.principalOf(resource.id),
    ResultDescription: isGranted ? '' : outcome.reason,
    ResultSignature: isGranted ? 'SUCCESS' : 'FAILURE',
    ResultType: outcome.code,
    SessionId: '',
    UniqueTokenIdentifier: isGranted ? chance.guid().replaceAll('-', '').slice(0, 22) : '',
  };
}

/** What a sign-in tells that a policy for workload identities stopped: such a policy can do nothing else. */
const stoppedByPolicy = (company: Company): Cells => ({
  ConditionalAccessPolicies: JSON.stringify([
    {
      id: company.principalOf('policy for workloads'),
      displayName: 'Block workloads outside known networks',
      enforcedGrantControls: ['Block'],
      enforcedSessionControls: [],
      result: 'failure',
    },
  ]),
  ConditionalAccessStatus: 'failure',
});

/** A row of AADServicePrincipalSignInLogs. */
export function servicePrincipalSignInRow(
  signIn: WorkloadSignIn & { readonly workload: Workload },
  chance: Chance,
): Cells {
  const { workload, company, outcome } = signIn;
  const { network, credential } = workload;
  return {
    ...sharedCells(signIn, chance),
    ...(outcome === outcomes.blocked ? stoppedByPolicy(company) : {}),
    AppId: workload.id,
    AppOwnerTenantId: workload.isOwn
      ? company.tenantId
      : company.principalOf(`tenant of the vendor of ${workload.name.split(' ')[0]}`),
    AutonomousSystemNumber: network.asn,
    Category: 'ServicePrincipalSignInLogs',
    ClientCredentialType: credential,
    FederatedCredentialId: credential === 'federatedIdentityCredential' ? workload.keyId : '',
    IPAddress: network.address,
    Location: network.place.country,
    LocationDetails: network.locationText,
    NetworkLocationDetails: network.networkText,
    ServicePrincipalCredentialKeyId: workload.keyId,
    ServicePrincipalCredentialThumbprint:
      credential === 'certificate' ? workload.keyId.replaceAll('-', '').toUpperCase() : '',
    ServicePrincipalId: workload.objectId,
    ServicePrincipalName: workload.name,
    UserAgent: workload.userAgent,
  };
}

/** A row of AADManagedIdentitySignInLogs: it has no address, since the identity never leaves Azure. */
export function managedIdentitySignInRow(
  signIn: WorkloadSignIn & { readonly identity: ManagedIdentity },
  chance: Chance,
): Cells {
  const { identity, company } = signIn;
  return {
    ...sharedCells(signIn, chance),
    AppId: identity.id,
    Category: 'ManagedIdentitySignInLogs',
    ClientCredentialType: 'managedIdentity',
    FederatedCredentialId: '',
    IPAddress: '',
    Location: '',
    LocationDetails: '{"city":"","state":"","countryOrRegion":"","geoCoordinates":{}}',
    ManagedServiceIdentity: JSON.stringify({
      msiType: identity.kind,
      associatedResourceId: identity.hostId,
      federatedTokenId: '',
      federatedTokenIssuer: '',
    }),
    NetworkLocationDetails: '[]',
    ServicePrincipalCredentialKeyId: company.principalOf(`key of ${identity.id}`),
    ServicePrincipalCredentialThumbprint: '',
    ServicePrincipalId: identity.objectId,
    ServicePrincipalName: identity.name,
    SourceAppClientId: '',
    UserAgent: '',
  };
}

/** Microsoft's own services that ask each other for this tenant's data. */
const microsoftServices: readonly (readonly [name: string, resource: string])[] = [
  ['Microsoft Exchange Online Protection', 'Office 365 Exchange Online'],
  ['Microsoft Teams Services', 'Microsoft Graph'],
  ['Office 365 SharePoint Online', 'Microsoft Graph'],
  ['Microsoft Intune', 'Microsoft Graph'],
  ['Azure AD Identity Governance', 'Microsoft Graph'],
  ['Microsoft Defender for Cloud Apps', 'Office 365 SharePoint Online'],
  ['Microsoft Rights Management Services', 'Microsoft Graph'],
];

/** A row of MicrosoftServicePrincipalSignInLogs. */
export function microsoftSignInRow(at: number, company: Company, chance: Chance): Cells {
  const [name, resource] = chance.pick(microsoftServices);
  return {
    AppId: company.principalOf(`application ${name}`),
    AppOwnerTenantId: company.principalOf('tenant of Microsoft services'),
    Category: 'MicrosoftServicePrincipalSignInLogs',
    CorrelationId: chance.guid(),
    CreatedDateTime: isoTime(at),
    DurationMs: 0,
    OperationName: 'Sign-in activity',
    OperationVersion: '1.0',
    ResourceDisplayName: resource,
    ResourceGroup: 'Microsoft.aadiam',
    ResourceIdentity: company.principalOf(`application ${resource}`),
    ResourceOwnerTenantId: company.principalOf('tenant of Microsoft services'),
    ResourceServicePrincipalId: company.principalOf(resource),
    ResultSignature: chance.happens(0.97) ? 'SUCCESS' : 'FAILURE',
    ServicePrincipalCredentialKeyId: company.principalOf(`key of ${name}`),
    ServicePrincipalCredentialThumbprint: company
      .principalOf(`thumbprint of ${name}`)
      .replaceAll('-', '')
      .toUpperCase(),
    ServicePrincipalId: company.principalOf(name),
    ServicePrincipalName: name,
    UniqueTokenIdentifier: chance.guid().replaceAll('-', '').slice(0, 22),
  };
}
