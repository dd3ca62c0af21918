import type { Chance } from '../chance.ts';
import type { Application } from '../company/applications.ts';
import type { Company } from '../company/company.ts';
import type { Device } from '../company/devices.ts';
import type { Network } from '../company/networks.ts';
import type { Person } from '../company/people.ts';
import { type Cells, isoTime, type Json } from '../row.ts';
import { type Access, appliedPolicies } from './applied-policies.ts';
import { type Outcome, outcomes, statusOf } from './sign-in-outcomes.ts';

/** A user's sign-in, interactive or not: who, where from, to what, and how it ended. */
export interface SignIn {
  readonly at: number;
  readonly company: Company;
  /** Undefined for a name that the directory does not know. */
  readonly person: Person | undefined;
  readonly principalName: string;
  readonly device: Device;
  readonly network: Network;
  readonly client: Application & { readonly clientApp: string; readonly isOwn?: boolean };
  readonly resource: Application;
  readonly sessionId: string;
  readonly tokenId: string;
  readonly correlationId: string;
  readonly outcome: Outcome;
  readonly needsFactor: boolean;
  /** How the second factor was given; empty if it was not asked for. */
  readonly factor: 'now' | 'before' | 'refused' | '';
  readonly access: Access;
  readonly incomingToken: string;
  readonly protocol: string;
  /** Of the sign-in that the session began with, if it was another. */
  readonly firstProtocol?: string;
  /** What Entra ID Protection thought of it; nothing, if it is left out. */
  readonly risk?: SignInRisk;
}

export interface SignInRisk {
  readonly event: string;
  readonly level: string;
  readonly state: string;
  readonly detail: string;
}

/** Details that are dynamic in SigninLogs and JSON text in AADNonInteractiveUserSignInLogs. */
export type DetailForm = 'objects' | 'texts';

const noDetail = {};

/** Cells that both logs of users' sign-ins have: a new object, to which each adds its own. */
export function signInCells(signIn: SignIn, form: DetailForm, chance: Chance): Cells {
  const write = (value: Json): Json => (form === 'texts' ? JSON.stringify(value) : value);
  const { at, company, person, device, network, client, resource, outcome, factor, risk } = signIn;
  const isGuest = person?.isGuest ?? false;
  const riskEvents = risk ? JSON.stringify([risk.event]) : '[]';
  const policies = appliedPolicies(company, signIn.access);
  const homeTenant = isGuest ? '7f3c0b1e-0000-4000-8000-00000000fab1' : company.tenantId;
  const isBrowser = client.clientApp === 'Browser';
  return {
    Id: chance.guid(),
    AADTenantId: company.tenantId,
    AlternateSignInName: person === undefined ? '' : person.mail,
    AppDisplayName: client.name,
    AppId: client.id,
    AppOwnerTenantId: company.tenantId,
    AppliedEventListeners: [],
    AuthenticationContextClassReferences: signIn.access.isAdministration ? '[{"id":"c1","detail":"required"}]' : '[]',
    AuthenticationDetails: JSON.stringify(authenticationSteps(signIn)),
    AuthenticationMethodsUsed: factor === 'now' ? JSON.stringify([person?.secondFactor ?? '']) : '',
    AuthenticationProcessingDetails: processingDetails(signIn),
    AuthenticationProtocol: signIn.protocol,
    AuthenticationRequirement: signIn.needsFactor ? 'multiFactorAuthentication' : 'singleFactorAuthentication',
    AuthenticationRequirementPolicies: signIn.needsFactor
      ? '[{"requirementProvider":"multiConditionalAccess","detail":"Conditional Access"}]'
      : '[]',
    AuthenticatorAppLocation: '',
    AutonomousSystemNumber: network.asn,
    ClientAppUsed: client.clientApp,
    ClientCredentialType: 'none',
    ConditionalAccessStatus: policies.status,
    ConditionalAccessAudiences: JSON.stringify([{ applicationId: resource.id, audienceReasons: 'none' }]),
    CorrelationId: signIn.correlationId,
    CreatedDateTime: isoTime(at),
    CrossTenantAccessType: isGuest ? 'b2bCollaboration' : 'none',
    DurationMs: 0,
    FederatedCredentialId: '',
    GlobalSecureAccessIpAddress: device.isManaged && network.kind !== 'strange' ? network.address : '',
    HomeTenantId: homeTenant,
    HomeTenantName: isGuest ? 'Fabrikam' : '',
    Identity: person?.displayName ?? signIn.principalName,
    IncomingTokenType: signIn.incomingToken,
    IPAddress: network.address,
    IsRisky: risk !== undefined,
    IsTenantRestricted: false,
    IsThroughGlobalSecureAccess: device.isManaged && network.kind !== 'strange',
    Level: '4',
    Location: network.place.country,
    NetworkLocationDetails: network.networkText,
    OperationName: 'Sign-in activity',
    OperationVersion: '1.0',
    OriginalRequestId: signIn.tokenId === '' ? '' : chance.guid(),
    OriginalTransferMethod: (signIn.firstProtocol ?? signIn.protocol) === 'deviceCode' ? 'deviceCodeFlow' : 'none',
    ResourceDisplayName: resource.name,
    ResourceGroup: 'Microsoft.aadiam',
    ResourceIdentity: resource.id,
    ResourceOwnerTenantId: company.tenantId,
    ResourceServicePrincipalId: company.principalOf(resource.id),
    ResourceTenantId: company.tenantId,
    ResultDescription: outcome.code === '0' ? '' : outcome.reason,
    ResultSignature: outcome.code === '0' ? 'SUCCESS' : 'FAILURE',
    ResultType: outcome.code,
    RiskDetail: risk?.detail ?? 'none',
    RiskEventTypes: riskEvents,
    RiskEventTypes_V2: riskEvents,
    RiskLevelAggregated: risk?.level ?? 'none',
    RiskLevelDuringSignIn: risk?.level ?? 'none',
    RiskState: risk?.state ?? 'none',
    ServicePrincipalId: '',
    SessionId: signIn.sessionId,
    SessionLifetimePolicies: signIn.access.isAdministration
      ? '[{"expirationRequirement":"signInFrequencyPeriodicReauthentication","detail":"Sign-in frequency of 4 hours"}]'
      : '[]',
    SignInIdentifierType: 'userPrincipalName',
    TokenIssuerName: person?.isFederated ? 'http://sts.contoso.example/adfs/services/trust' : '',
    TokenIssuerType: person?.isFederated ? 'ADFederationServices' : 'AzureAD',
    UniqueTokenIdentifier: signIn.tokenId,
    UserAgent: client.clientApp === 'Browser' ? device.userAgent : device.appAgent,
    UserDisplayName: person?.displayName ?? '',
    UserId: person?.id ?? '',
    UserPrincipalName: signIn.principalName,
    UserType: isGuest ? 'Guest' : 'Member',
    Agent: write({ agentType: 'notAgentic', parentAppId: '' }),
    ConditionalAccessPolicies: form === 'texts' ? policies.text : policies.list,
    DeviceDetail:
      form === 'texts'
        ? isBrowser
          ? device.inBrowserText
          : device.inProgramText
        : isBrowser
          ? device.inBrowser
          : device.inProgram,
    LocationDetails: form === 'texts' ? network.locationText : network.location,
    MfaDetail: write(factor === 'now' ? { authMethod: person?.secondFactor ?? '', authDetail: '' } : noDetail),
    Status: write(statusOf(outcome)),
    TokenProtectionStatusDetails: write({
      signInSessionStatus: device.isManaged ? 'bound' : 'unbound',
      signInSessionStatusCode: device.isManaged ? 0 : 1002,
    }),
  };
}

/** The lines of the authentication details: the password or what stands for it, then the second factor. */
function authenticationSteps({ at, person, outcome, factor, incomingToken }: SignIn): Json {
  const failedAtOnce = ([outcomes.wrongPassword, outcomes.locked, outcomes.unknownUser] as readonly Outcome[]).includes(
    outcome,
  );
  const first = {
    authenticationStepDateTime: isoTime(at),
    authenticationMethod: incomingToken === 'none' ? 'Password' : 'Previously satisfied',
    authenticationMethodDetail:
      incomingToken === 'none' ? (person?.isFederated ? 'Federated' : 'Password in the cloud') : '',
    succeeded: !failedAtOnce,
    authenticationStepResultDetail: failedAtOnce
      ? outcome.reason
      : incomingToken === 'none'
        ? 'Correct password'
        : 'First factor requirement satisfied by claim in the token',
    authenticationStepRequirement: 'Primary authentication',
    StatusSequence: 0,
    RequestSequence: 0,
  };
  if (factor === '') return [first];
  return [
    first,
    {
      authenticationStepDateTime: isoTime(at + 8_000),
      authenticationMethod: factor === 'before' ? 'Previously satisfied' : (person?.secondFactor ?? ''),
      authenticationMethodDetail: '',
      succeeded: factor !== 'refused',
      authenticationStepResultDetail:
        factor === 'refused'
          ? outcome.reason
          : factor === 'now'
            ? 'MFA completed in Azure AD'
            : 'MFA requirement satisfied by claim in the token',
      authenticationStepRequirement: 'Multifactor authentication',
      StatusSequence: 0,
      RequestSequence: 1,
    },
  ];
}

function processingDetails({ client, protocol }: SignIn): string {
  const isLegacy = protocol === 'ropc';
  return JSON.stringify([
    { key: 'Legacy TLS (TLS 1.0, 1.1, 3DES)', value: 'False' },
    {
      key: 'Oauth Scope Info',
      value: client.clientApp === 'Browser' ? '["User.Read","openid","profile"]' : '["User.Read"]',
    },
    { key: 'Is CAE Token', value: isLegacy ? 'False' : 'True' },
  ]);
}
