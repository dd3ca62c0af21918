import type { Activity } from '../life/life.ts';
import type { AlertRule } from './alert-entities.ts';
import { credentials } from './credentials.ts';
import { customerSignIns } from './customers.ts';
import { directoryChanges } from './directory-changes.ts';
import { directoryGraphRequests, graphRequests, workloadRequests } from './graph-requests.ts';
import { notifications, policyDecisions } from './graph-services.ts';
import { identitySnapshots } from './identity-snapshots.ts';
import { assistantUse, branchHealth, networkAlerts, networkTraffic } from './network-access.ts';
import { officeFiles } from './office-files.ts';
import { passwordGuesses } from './password-guesses.ts';
import { provisioning } from './provisioning.ts';
import { riskOfUsers } from './risk-of-users.ts';
import { riskOfAgents, riskOfWorkloads } from './risk-of-workloads.ts';
import { roleActivations } from './role-activations.ts';
import { securityAlerts } from './security-alerts.ts';
import { securityAttributes } from './security-attributes.ts';
import { interactiveSignIns, tokenRefreshes } from './sign-ins.ts';
import { managedIdentitySignIns, microsoftSignIns, workloadSignIns } from './workload-sign-ins.ts';

/** All that happens on a day; the order tells nothing. */
export const activities = (rules: readonly AlertRule[]): readonly Activity[] => [
  interactiveSignIns,
  tokenRefreshes,
  passwordGuesses,
  graphRequests,
  workloadRequests,
  directoryGraphRequests,
  workloadSignIns,
  managedIdentitySignIns,
  microsoftSignIns,
  networkTraffic,
  assistantUse,
  branchHealth,
  networkAlerts,
  officeFiles,
  directoryChanges,
  roleActivations,
  credentials,
  securityAttributes,
  provisioning,
  riskOfUsers,
  riskOfWorkloads,
  riskOfAgents,
  notifications,
  policyDecisions,
  customerSignIns,
  identitySnapshots,
  securityAlerts(rules),
];
