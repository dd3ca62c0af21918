import { namedDomain, signInErrorCode } from '@picket/tables';

/** A code of sign-ins with what it means. */
export interface SignInCode {
  readonly code: string;
  readonly name: string;
  readonly group: string;
}

/** Groups of codes in words, the more telling first: a code of several groups goes with the first. */
const groups: Readonly<Record<string, string>> = {
  credentialFailure: 'wrong or expired credential',
  accountLockedOrDisabled: 'account locked or disabled',
  unknownUser: 'unknown user',
  mfaInterruptOrFailure: 'second factor',
  blockedByConditionalAccess: 'blocked by Conditional Access',
  riskBased: 'blocked for risk',
  tenantRestrictions: 'tenant restrictions',
  servicePrincipalCredential: "application's credential",
  deviceCodeFlow: 'device code',
  tokenRevokedOrExpired: 'token revoked or expired',
  interruptNotFailure: 'interruption',
  appAssignmentOrConsent: 'assignment or consent',
  passThroughAuth: 'pass-through authentication',
  seamlessSso: 'seamless single sign-on',
};

/** Codes that belong to a group, in the order of their numbers. Others are too rare to say more than their number. */
export function signInCodes(): readonly SignInCode[] {
  const known = namedDomain('signInError')?.values ?? [];
  return known
    .flatMap((code): readonly SignInCode[] => {
      const found = signInErrorCode(code);
      const group = Object.keys(groups).find((each) => found?.groups.includes(each));
      return found && group !== undefined ? [{ code, name: found.name ?? '', group: groups[group] ?? group }] : [];
    })
    .sort((a, b) => Number(a.code) - Number(b.code));
}

/** Codes of the named group, as KQL's list: sign-ins that were interrupted and may go on are no failures. */
export function codesInGroups(...named: readonly string[]): string {
  const known = namedDomain('signInError')?.values ?? [];
  const codes = known.filter((code) => signInErrorCode(code)?.groups.some((group) => named.includes(group)));
  return codes
    .sort((a, b) => Number(a) - Number(b))
    .map((code) => `"${code}"`)
    .join(', ');
}
