/** How a sign-in ended: its code, and what the log tells about it in words of our own. */
export interface Outcome {
  readonly code: string;
  readonly reason: string;
  readonly details: string;
}

const outcome = (code: string, reason: string, details = ''): Outcome => ({ code, reason, details });

/** The codes that an ordinary day has. What each means: Microsoft Learn, "Microsoft Entra authentication and authorization error codes". */
export const outcomes = {
  success: outcome('0', 'Other.'),
  wrongPassword: outcome('50126', 'The name or the password is wrong.'),
  locked: outcome('50053', 'Too many tries: the account is locked for a while.'),
  expiredPassword: outcome('50055', 'The password has expired.', 'The user has to change the password.'),
  unknownUser: outcome('50034', 'The account is not in this directory.'),
  disabled: outcome('50057', 'The account is disabled.'),
  factorAsked: outcome('50074', 'A second factor is required.', 'The user was asked for a second factor.'),
  factorNeeded: outcome('50076', 'A second factor is required because of where the user is.'),
  factorRefused: outcome('500121', 'The second factor was not given.', 'The request was not answered in time.'),
  factorToRegister: outcome('50072', 'The user has to register a second factor.'),
  keepSignedIn: outcome('50140', 'The user was asked whether to stay signed in.'),
  noSession: outcome('50058', 'No session of the user was found for a silent sign-in.'),
  notCompliant: outcome('53000', 'The device does not comply with the policy.'),
  blocked: outcome('53003', 'Conditional Access does not allow this access.'),
  consentNeeded: outcome('65001', 'Nobody has consented to this application yet.'),
  adminConsentNeeded: outcome('90094', 'An administrator has to consent.'),
  notAssigned: outcome('50105', 'The user is not assigned to the application.'),
  frequency: outcome('70043', 'The refresh token is too old for the sign-in frequency.'),
  revoked: outcome('50173', 'The password was changed since the token was issued.'),
  wrongSecret: outcome('7000215', 'The client secret is not valid.'),
  expiredSecret: outcome('7000222', 'The client secret has expired.'),
  unknownResource: outcome('500011', 'The resource is not in this directory.'),
  unknownClient: outcome('700016', 'The application is not in this directory.'),
} as const satisfies Record<string, Outcome>;

/** What `Status` of a sign-in says. */
export const statusOf = ({ code, reason, details }: Outcome) => ({
  errorCode: Number(code),
  ...(code === '0' ? {} : { failureReason: reason }),
  ...(details === '' ? {} : { additionalDetails: details }),
});
