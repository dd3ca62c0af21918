import type { Chance } from '../chance.ts';
import type { Cells } from '../row.ts';
import { type SignIn, signInCells } from './sign-in-cells.ts';

/** A row of SigninLogs: the details are dynamic. */
export function signInRow(signIn: SignIn, chance: Chance): Cells {
  const isAppFactor = signIn.factor === 'now' && signIn.person?.secondFactor === 'Mobile app notification';
  return Object.assign(signInCells(signIn, 'objects', chance), {
    AppliedConditionalAccessPolicies: '',
    AuthenticationAppDeviceDetails: isAppFactor
      ? `{"deviceId":"","operatingSystem":"${signIn.person?.phone.operatingSystem ?? ''}","clientApp":"Microsoft Authenticator","appVersion":"6.8.15"}`
      : '',
    AuthenticationAppPolicyEvaluationDetails: isAppFactor
      ? '[{"policyName":"numberMatch","status":"numberMatchCorrectNumberEntered","authenticationEvaluation":"success","adminConfiguration":"enabled"}]'
      : '[]',
    Category: 'SignInLogs',
    FlaggedForReview: false,
    IPAddressFromResourceProvider: '',
    IsInteractive: true,
    ProcessingTimeInMilliseconds: String(chance.between(60, 900)),
    Resource: 'Microsoft.aadiam',
    ResourceId: `/tenants/${signIn.company.tenantId}/providers/Microsoft.aadiam`,
    ResourceProvider: '',
    RiskLevel: '',
    ServicePrincipalName: '',
    SignInIdentifier: signIn.principalName,
    SourceAppClientId: '',
  });
}

/** A row of AADNonInteractiveUserSignInLogs: the same details are JSON texts. */
export function nonInteractiveSignInRow(signIn: SignIn, chance: Chance): Cells {
  return Object.assign(signInCells(signIn, 'texts', chance), {
    Category: 'NonInteractiveUserSignInLogs',
    // The company's web applications have a secret; programs on a device have none.
    ClientCredentialType: signIn.client.isOwn ? 'clientSecret' : 'none',
    ClientSessionId: signIn.sessionId,
    IsInteractive: false,
    ProcessingTimeInMs: String(chance.between(60, 900)),
    SignInEventTypes: '["nonInteractiveUser"]',
  });
}
