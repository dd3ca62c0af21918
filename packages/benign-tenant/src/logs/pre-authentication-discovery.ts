import type { Chance } from '../chance.ts';
import type { Cells } from '../row.ts';
import type { SignIn } from './sign-in-cells.ts';

/** A row of PreAuthenticationDiscoveryLogs: the sign-in page asks how the owner of a name signs in. */
export function discoveryRow(signIn: SignIn, chance: Chance): Cells {
  const isKnown = signIn.person !== undefined;
  return {
    AADTenantId: signIn.company.tenantId,
    ApplicationId: signIn.client.id,
    CallerIpAddress: signIn.network.address,
    Category: 'PreAuthenticationDiscoveryLogs',
    CorrelationId: signIn.correlationId,
    ErrorNumber: isKnown ? '0' : '50034',
    OperationName: 'User realm discovery',
    OperationVersion: '1.0',
    RequestId: chance.guid(),
    RequestType: chance.happens(0.9) ? 'GetCredentialType' : 'UserRealm',
    ResourceGroup: 'Microsoft.aadiam',
    ResultDescription: isKnown ? 'Success' : 'The account is not in this directory.',
    UserAgent: signIn.device.userAgent,
    UserId: signIn.person?.id ?? '',
  };
}
