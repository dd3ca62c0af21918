import type { Chance } from '../chance.ts';
import type { Company } from '../company/company.ts';
import type { Network } from '../company/networks.ts';
import type { Person } from '../company/people.ts';
import { type Cells, isoTime, type Json } from '../row.ts';

/** Who changes something: a person from an address, or an application. */
export type Actor =
  | { readonly person: Person; readonly network: Network; readonly sessionId?: string }
  | { readonly application: string; readonly servicePrincipalId: string };

export interface Target {
  readonly type:
    | 'User'
    | 'Device'
    | 'Application'
    | 'ServicePrincipal'
    | 'Role'
    | 'Group'
    | 'Policy'
    | 'Directory'
    | 'Other';
  readonly id: string;
  readonly name: string;
  readonly principalName?: string;
  /** Name, value before, value after; values are written as JSON texts, as the log does. */
  readonly changes?: readonly (readonly [name: string, before: Json, after: Json])[];
}

export interface Change {
  readonly operation: string;
  readonly category: string;
  readonly service: string;
  /** `AADOperationType`. */
  readonly kind:
    | 'Add'
    | 'Update'
    | 'Delete'
    | 'Assign'
    | 'Unassign'
    | 'Invite'
    | 'Other'
    | 'UserManagement'
    | 'ActivateRole'
    | 'ResetPassword';
  readonly actor: Actor;
  readonly targets: readonly Target[];
  readonly details?: Readonly<Record<string, string>>;
  readonly failure?: string;
  readonly reason?: string;
}

export const userTarget = (person: Person, changes: Target['changes'] = []): Target => ({
  type: 'User',
  id: person.id,
  name: person.displayName,
  principalName: person.principalName,
  changes,
});

/** A row of AuditLogs. */
export function auditRow(at: number, company: Company, change: Change, chance: Chance): Cells {
  return {
    ...sharedCells(at, company, change, chance),
    Category: change.category,
    Resource: 'Microsoft.aadiam',
    ResourceGroup: 'Microsoft.aadiam',
    ResourceId: `/tenants/${company.tenantId}/providers/Microsoft.aadiam`,
    ResourceProvider: '',
  };
}

/** A row of AADCustomSecurityAttributeAuditLogs, which tells the caller's address and program in columns of its own. */
export function attributeAuditRow(at: number, company: Company, change: Change, chance: Chance): Cells {
  return {
    ...sharedCells(at, company, change, chance),
    CallerIpAddress: 'person' in change.actor ? change.actor.network.address : '',
    UserAgent: 'person' in change.actor ? change.actor.person.computer.userAgent : '',
  };
}

function sharedCells(at: number, company: Company, change: Change, chance: Chance): Cells {
  const { operation, actor, failure, details = {} } = change;
  const correlationId = chance.guid();
  const result = failure === undefined ? 'success' : 'failure';
  return {
    AADOperationType: change.kind,
    AADTenantId: company.tenantId,
    ActivityDateTime: isoTime(at),
    ActivityDisplayName: operation,
    AdditionalDetails: Object.entries({
      ...('person' in actor ? { 'User-Agent': actor.person.computer.userAgent } : {}),
      ...details,
    }).map(([key, value]) => ({ key, value })),
    CorrelationId: correlationId,
    DurationMs: 0,
    Id: `Directory_${correlationId}_${chance.below(1_000_000)}`,
    Identity: 'person' in actor ? actor.person.displayName : actor.application,
    InitiatedBy: initiatorOf(actor),
    Level: '4',
    Location: '',
    LoggedByService: change.service,
    OperationName: operation,
    OperationVersion: '1.0',
    Result: result,
    ResultDescription: '',
    ResultReason: failure ?? change.reason ?? '',
    ResultSignature: 'None',
    ResultType: '',
    TargetResources: change.targets.map(targetOf),
  };
}

function initiatorOf(actor: Actor): Json {
  if (!('person' in actor)) {
    return {
      app: {
        appId: '',
        displayName: actor.application,
        servicePrincipalId: actor.servicePrincipalId,
        servicePrincipalName: '',
      },
    };
  }
  const { person, network, sessionId } = actor;
  return {
    user: {
      id: person.id,
      displayName: person.displayName,
      userPrincipalName: person.principalName,
      ipAddress: network.address,
      roles: [],
    },
    ...(sessionId === undefined ? {} : { linkableIdentifiers: { deviceId: person.computer.id, sessionId } }),
  };
}

function targetOf({ type, id, name, principalName, changes = [] }: Target): Json {
  return {
    id,
    displayName: name,
    type,
    ...(principalName === undefined ? {} : { userPrincipalName: principalName }),
    ...(type === 'Group' ? { groupType: 'azureAD' } : {}),
    modifiedProperties: changes.map(([property, before, after]) => ({
      displayName: property,
      oldValue: JSON.stringify(before),
      newValue: JSON.stringify(after),
    })),
    administrativeUnits: [],
  };
}
