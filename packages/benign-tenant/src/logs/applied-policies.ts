import type { Company, Policy } from '../company/company.ts';
import type { Json } from '../row.ts';

/** What decides which Conditional Access policies apply to a sign-in. */
export interface Access {
  readonly isAdministration: boolean;
  readonly isFromOffice: boolean;
  readonly isManaged: boolean;
  readonly end: 'granted' | 'interrupted' | 'blocked' | 'not reached';
}

export interface AppliedPolicies {
  /** `ConditionalAccessStatus`. */
  readonly status: 'success' | 'failure' | 'notApplied';
  readonly list: readonly Json[];
  readonly text: string;
}

const known = new WeakMap<Company, Map<string, AppliedPolicies>>();

/** The policies of the tenant with what each had to say; kept, since a company has few such lists. */
export function appliedPolicies(company: Company, access: Access): AppliedPolicies {
  const lists = known.get(company) ?? new Map<string, AppliedPolicies>();
  known.set(company, lists);
  const key = `${access.isAdministration} ${access.isFromOffice} ${access.isManaged} ${access.end}`;
  const before = lists.get(key);
  if (before) return before;
  const list = entries(company, access);
  const status = access.end === 'not reached' ? 'notApplied' : access.end === 'granted' ? 'success' : 'failure';
  const made: AppliedPolicies = { status, list, text: JSON.stringify(list) };
  lists.set(key, made);
  return made;
}

function entries({ policies }: Company, access: Access): readonly Json[] {
  if (access.end === 'not reached') return [];
  const { isAdministration, isFromOffice, isManaged, end } = access;
  const granted = end === 'granted' ? 'success' : 'failure';
  return [
    entry(
      policies.secondFactor,
      ['Mfa'],
      isFromOffice && !isAdministration ? 'notApplied' : end === 'blocked' ? 'success' : granted,
    ),
    entry(
      policies.managedDevice,
      ['RequireCompliantDevice'],
      end === 'blocked' ? 'failure' : isManaged ? 'success' : 'notApplied',
    ),
    entry(policies.administration, [], isAdministration ? granted : 'notApplied', {
      authenticationStrength: {
        authenticationStrengthId: '00000000-0000-0000-0000-000000000004',
        displayName: 'Phishing-resistant MFA',
        authenticationStrengthResult: isAdministration && end === 'granted' ? 'satisfied' : 'notSet',
      },
    }),
    entry(policies.legacy, ['Block'], 'notApplied'),
    entry(policies.countries, ['Block'], 'notApplied'),
    entry(policies.reportOnly, ['Mfa'], isFromOffice ? 'reportOnlyNotApplied' : 'reportOnlySuccess'),
  ];
}

function entry(
  { id, name }: Policy,
  controls: readonly string[],
  result: string,
  more: Readonly<Record<string, Json>> = {},
): Json {
  const applied = result === 'success' || result === 'failure';
  return {
    id,
    displayName: name,
    enforcedGrantControls: controls,
    enforcedSessionControls: [],
    sessionControlsNotSatisfied: [],
    result,
    // Bit masks: application and users (3), location (16).
    conditionsSatisfied: applied ? 19 : 3,
    conditionsNotSatisfied: applied ? 0 : 16,
    includeRulesSatisfied: applied ? [{ conditionalAccessCondition: 'application', ruleSatisfied: 'allApps' }] : [],
    excludeRulesSatisfied: [],
    ...more,
  };
}
