import type { Chance } from '../chance.ts';
import { type Cells, isoTime } from '../row.ts';
import type { SignIn } from './sign-in-cells.ts';

/** What the farm says of a password that is wrong (AD FS event 342 and the code of the directory). */
const wrongPassword = { code: '342', reason: 'The name or the password is wrong.' };

/** Who relies on the farm: the cloud, and applications of the company's own datacentre. */
const cloud = { name: 'Microsoft Office 365 Identity Platform', id: 'urn:federation:MicrosoftOnline' };
export const ownApplications = [
  { name: 'Contoso Time Recording', id: 'https://time.contoso.example/' },
  { name: 'Contoso Claims', id: 'https://claims.contoso.example/' },
] as const;

/** A row of ADFSSignInLogs: the farm's own record of a sign-in, which the cloud or an application then takes over. */
export function adfsSignInRow(
  signIn: SignIn,
  end: 'granted' | 'wrong password',
  chance: Chance,
  relyingParty: { readonly name: string; readonly id: string } = cloud,
): Cells {
  const { at, company, person, network, device, client } = signIn;
  const isGranted = end === 'granted';
  return {
    AlternateSignInName: '',
    AppDisplayName: relyingParty.name,
    AppId: relyingParty.id,
    AuthenticationDetails: JSON.stringify([
      {
        authenticationStepDateTime: isoTime(at),
        authenticationMethod: network.kind === 'office' ? 'Windows Authentication' : 'Forms Authentication',
        succeeded: isGranted,
        authenticationStepResultDetail: isGranted ? '' : wrongPassword.reason,
        authenticationStepRequirement: 'Primary authentication',
      },
    ]),
    AuthenticationProcessingDetails: JSON.stringify([
      { key: 'Server', value: chance.pick(['adfs01.contoso.example', 'adfs02.contoso.example']) },
      {
        key: 'IP Addresses involved in auth flow',
        value: network.kind === 'office' ? network.address : `${network.address}, 10.0.0.5`,
      },
    ]),
    // From outside, the farm asks for a second factor itself.
    AuthenticationRequirement: network.kind === 'office' ? 'singleFactorAuthentication' : 'multiFactorAuthentication',
    AuthenticationRequirementPolicies: '[]',
    Category: 'ADFSSignInLogs',
    ConditionalAccessPolicies: '[]',
    ConditionalAccessStatus: 'notApplied',
    CorrelationId: signIn.correlationId,
    CreatedDateTime: isoTime(at),
    DeviceDetail: JSON.stringify({ deviceId: '', operatingSystem: device.operatingSystem, browser: device.browser }),
    DurationMs: 0,
    Id: chance.guid(),
    Identity: person?.displayName ?? '',
    IPAddress: network.kind === 'office' ? network.address : '10.0.0.5',
    IsInteractive: true,
    Level: '4',
    Location: network.place.country,
    NetworkLocationDetails: JSON.stringify([
      { networkType: network.kind === 'office' ? 'intranet' : 'extranet', networkNames: [] },
    ]),
    OperationName: 'Sign-in activity',
    OperationVersion: '1.0',
    OriginalRequestId: '',
    ProcessingTimeInMs: String(chance.between(20, 300)),
    Requirement: 'Primary authentication',
    ResourceDisplayName: relyingParty === cloud ? client.name : relyingParty.name,
    ResourceGroup: 'Microsoft.aadiam',
    ResourceIdentity: relyingParty.id,
    ResourceTenantId: company.tenantId,
    ResultDescription: isGranted ? '' : wrongPassword.reason,
    ResultSignature: isGranted ? 'SUCCESS' : 'FAILURE',
    ResultType: isGranted ? '0' : wrongPassword.code,
    Status: JSON.stringify({
      errorCode: isGranted ? 0 : Number(wrongPassword.code),
      ...(isGranted ? {} : { failureReason: wrongPassword.reason }),
    }),
    TokenIssuerName: 'http://sts.contoso.example/adfs/services/trust',
    TokenIssuerType: 'ADFederationServices',
    UniqueTokenIdentifier: isGranted ? chance.guid() : '',
    UserAgent: device.userAgent,
    UserDisplayName: person?.displayName ?? '',
    UserId: person?.id ?? '',
    UserPrincipalName: signIn.principalName,
  };
}
