import { signInQueries } from './sample-queries.sign-ins.test-support.ts';

/**
 * Queries in the manner of Sentinel rules, invented for these tests: what public rules use most, and what they trip
 * over (see the names). None has a problem.
 */
export const sampleQueries: Readonly<Record<string, string>> = {
  ...signInQueries,
  'role assignment through nested audit records': `
AuditLogs
| where TimeGenerated > ago(1h)
| where OperationName =~ "Add member to role" and Result =~ "success"
| mv-expand TargetResources
| extend TargetUser = tostring(TargetResources.userPrincipalName), TargetType = tostring(TargetResources.type)
| where TargetType == "User"
| mv-expand Property = TargetResources.modifiedProperties
| where tostring(Property.displayName) == "Role.DisplayName"
| extend Role = trim(@'"', tostring(parse_json(tostring(Property.newValue))))
| extend Initiator = iff(isnotempty(InitiatedBy.user.userPrincipalName), tostring(InitiatedBy.user.userPrincipalName), tostring(InitiatedBy.app.displayName))
| extend InitiatorIP = tostring(InitiatedBy.user.ipAddress)
| project TimeGenerated, OperationName, Role, TargetUser, Initiator, InitiatorIP, CorrelationId`,
  'credential added to an application': `
AuditLogs
| where OperationName has_any ("Add service principal", "Certificates and secrets management")
| where Result =~ "success"
| mv-apply Target = TargetResources on
  (
    where Target.type =~ "Application"
    | extend AppName = tostring(Target.displayName), AppId = tostring(Target.id), Keys = Target.modifiedProperties
  )
| mv-apply Key = Keys on
  (
    where Key.displayName =~ "KeyDescription"
    | extend NewKeys = parse_json(tostring(Key.newValue)), OldKeys = parse_json(tostring(Key.oldValue))
  )
| where OldKeys == "[]" or array_length(NewKeys) > array_length(OldKeys)
| extend Added = set_difference(NewKeys, OldKeys)
| extend Actor = tostring(coalesce(InitiatedBy.user.userPrincipalName, InitiatedBy.app.displayName))
| project-away NewKeys, OldKeys
| project-reorder TimeGenerated, AppName, Actor, Added`,
  'consent to an application, JSON in text': `
AuditLogs
| where OperationName == "Consent to application"
| mv-expand Target = TargetResources
| extend AppName = tostring(Target.displayName)
| mv-expand Change = parse_json(tostring(Target.modifiedProperties))
| where tostring(Change.displayName) == "ConsentAction.Permissions"
| parse tostring(Change.newValue) with * "ConsentType: " ConsentType ", Scope:" Scope "," *
| where Scope has_any ("Mail.Read", "Files.ReadWrite.All", "offline_access")
| extend Actor = tostring(InitiatedBy.user.userPrincipalName), Agent = tostring(AdditionalDetails[0].value)
| where isnotempty(Actor)
| project TimeGenerated, Actor, AppName, ConsentType, Scope, Agent`,
  'provisioning failures in a burst': `
AADProvisioningLogs
| where TimeGenerated > ago(1h)
| where ResultType != "Success"
| extend Target = parse_json(TargetSystem), Source = parse_json(SourceIdentity)
| extend TargetName = tostring(Target.Name), SourceName = tostring(Source.Name)
| summarize Failures = count(), Jobs = dcount(JobId), Sample = take_any(ResultDescription) by TargetName, bin(TimeGenerated, 10m)
| where Failures > 50
| order by TimeGenerated desc`,
  'service principal from new networks': `
let history = AADServicePrincipalSignInLogs
| where TimeGenerated between (ago(10d) .. ago(1d))
| summarize by ServicePrincipalId, IPAddress;
AADServicePrincipalSignInLogs
| where TimeGenerated > ago(1d)
| where ResultType == "0"
| join kind=leftanti (history) on ServicePrincipalId, IPAddress
| summarize Resources = make_set(ResourceDisplayName), Count = count(), First = min(TimeGenerated) by ServicePrincipalName, ServicePrincipalId, IPAddress
| extend Location = geo_info_from_ip_address(IPAddress)
| extend Country = tostring(Location.country)`,
  'managed identities and their resources': `
AADManagedIdentitySignInLogs
| where TimeGenerated > ago(1d)
| summarize Resources = dcount(ResourceDisplayName), Names = make_set(ResourceDisplayName, 10) by ServicePrincipalName
| where Resources > 10
| sort by Resources desc, ServicePrincipalName asc
| take 100`,
  'sessions of activity by one actor': `
AuditLogs
| where TimeGenerated > ago(4h)
| extend Actor = tostring(InitiatedBy.user.userPrincipalName)
| where isnotempty(Actor)
| sort by Actor asc, TimeGenerated asc
| extend SessionStart = row_window_session(TimeGenerated, 1h, 10m, Actor != prev(Actor))
| summarize Operations = make_list(OperationName, 200), Count = count() by Actor, SessionStart
| where Count > 20
| extend Deletes = array_length(set_intersect(Operations, dynamic(["Delete user", "Delete group", "Delete application"])))
| where Deletes >= 3`,
  'previous value in a serialized set': `
AuditLogs
| where OperationName == "Update user"
| sort by TimeGenerated asc
| serialize Row = row_number(), Before = prev(Result, 1, "none")
| where Before != Result
| project TimeGenerated, Row, Before, Result`,
  'inline table of tiers': `
let tiers = datatable(Role: string, Tier: int) [
    "Global Administrator", 0,
    "Privileged Role Administrator", 0,
    "Helpdesk Administrator", 1
];
AuditLogs
| where OperationName startswith "Add member to role"
| extend Role = tostring(TargetResources[0].modifiedProperties[1].newValue)
| extend Role = replace_string(Role, '"', '')
| join kind=leftouter tiers on Role
| where coalesce(Tier, 9) == 0`,
  'regular expressions and text': `
MicrosoftGraphActivityLogs
| where TimeGenerated > ago(1h)
| where RequestMethod == "GET" and ResponseStatusCode == 200
| extend Path = tostring(parse_url(RequestUri).Path)
| where Path matches regex @"^/(v1\\.0|beta)/users/[0-9a-f-]{36}/messages"
| extend Version = extract(@"^/(v1\\.0|beta)/", 1, Path), Mailbox = extract(@"/users/([^/]+)/", 1, Path)
| summarize Mailboxes = dcount(Mailbox), Calls = count() by AppId, ServicePrincipalId, IPAddress
| where Mailboxes > 25`,
  'enumeration over the graph': `
let kinds = dynamic(["users", "groups", "applications", "servicePrincipals", "directoryRoles"]);
MicrosoftGraphActivityLogs
| where TimeGenerated > ago(30m)
| extend Segment = tostring(split(tostring(parse_url(RequestUri).Path), "/")[2])
| where Segment in (kinds)
| summarize Segments = make_set(Segment), Calls = count() by UserId, IPAddress, UserAgent
| where array_length(Segments) >= 4
| join kind=leftouter (
    IdentityInfo
    | where TimeGenerated > ago(14d)
    | summarize arg_max(TimeGenerated, AccountUPN, AssignedRoles) by AccountObjectId
  ) on $left.UserId == $right.AccountObjectId
| project UserId, AccountUPN, AssignedRoles, IPAddress, UserAgent, Segments, Calls`,
  'several arg_max and take_any': `
AADUserRiskEvents
| where TimeGenerated > ago(1d)
| summarize arg_max(TimeGenerated, RiskEventType, RiskLevel), Any = take_any(IpAddress), Events = count() by UserPrincipalName
| where RiskLevel == "high"
| project-rename LastRisk = TimeGenerated`,
  'bag of properties unpacked': `
AADUserRiskEvents
| where TimeGenerated > ago(1d)
| mv-expand Item = todynamic(AdditionalInfo)
| extend Key = tostring(Item.Key), Value = tostring(Item.Value)
| summarize Info = make_bag(bag_pack(Key, Value)) by Id, UserPrincipalName
| evaluate bag_unpack(Info)
| where isnotempty(userAgent)`,
  'windows of activity with bin and next': `
AuditLogs
| where TimeGenerated > ago(1d)
| summarize Count = count() by bin(TimeGenerated, 15m), LoggedByService
| order by LoggedByService asc, TimeGenerated asc
| extend Following = next(Count), Same = next(LoggedByService) == LoggedByService
| where Same and Following > 10 * Count`,
  'search within one table': `
search in (AuditLogs) "break-glass" and not("test")
| where TimeGenerated > ago(1d)
| project TimeGenerated, OperationName, Result`,
  'office mailbox rule': `
OfficeActivity
| where TimeGenerated > ago(1h)
| where Operation in~ ("New-InboxRule", "Set-InboxRule")
| extend Details = todynamic(Parameters)
| mv-apply Details on (summarize Rule = make_bag(bag_pack(tostring(Details.Name), Details.Value)))
| where tostring(Rule.DeleteMessage) == "True" or isnotempty(Rule.ForwardTo)
| project TimeGenerated, UserId, ClientIP, Operation, Rule`,
  'scan for a sequence': `
AuditLogs
| where TimeGenerated > ago(1d)
| extend Actor = tostring(InitiatedBy.user.userPrincipalName)
| sort by Actor asc, TimeGenerated asc
| scan declare (Added: datetime) with
  (
    step add: OperationName == "Add user" => Added = TimeGenerated;
    step remove: OperationName == "Delete user" and TimeGenerated - add.Added < 1h;
  )
| where isnotnull(Added)`,
  'words that look like keywords': `
AuditLogs
| where TimeGenerated > ago(1d)
| extend ['first'] = tostring(TargetResources[0].displayName), class_ = Category, type_ = Type, by_ = Identity
| summarize count() by ['first'], class_, type_
| where class_ in ("RoleManagement", "ApplicationManagement")`,
  'comments, blank lines and odd spacing': `

// what this looks for: guests that invite guests

AuditLogs   |where    OperationName=="Invite external user"   // one operator after another
|extend Inviter=tostring(InitiatedBy.user.userPrincipalName) // trailing
| where   Inviter   has   "#EXT#"


| project TimeGenerated,Inviter,Target=tostring(TargetResources[0].userPrincipalName)
`,
  'long list of literals': `
let roles = dynamic(["62e90394-69f5-4237-9190-012177145e10", "e8611ab8-c189-46e8-94e1-60213ab1f814", "194ae4cb-b126-40b2-bd5b-6091b380977d", "fe930be7-5e62-47db-91af-98c3a49a38b1", "729827e3-9c14-49f7-bb1b-9608f156bbb8", "29232cdf-9323-42fd-ade2-1d097af3e4de", "f28a1f50-f6e7-4571-818b-6a12f2af6b6c", "158c047a-c907-4556-b7ef-446551a6b5f7", "966707d0-3269-4727-9be2-8c3a10f19b9d", "7be44c8a-adaf-4e2a-84d6-ab2649e08a13"]);
AuditLogs
| where TimeGenerated > ago(1h)
| where Category == "RoleManagement"
| extend RoleId = tostring(TargetResources[0].id), Actor = tostring(InitiatedBy.user.id)
| where RoleId in (roles)
| where Actor !in (roles) and Result != "failure"
| summarize Changes = count(), Operations = make_set(OperationName) by Actor, RoleId`,
  'joins that rename columns': `
AuditLogs
| where OperationName == "Reset user password"
| extend Target = tostring(TargetResources[0].userPrincipalName)
| join kind=inner (
    AuditLogs
    | where OperationName == "User registered security info"
    | extend Target = tostring(TargetResources[0].userPrincipalName)
  ) on Target
| where TimeGenerated1 between (TimeGenerated .. (TimeGenerated + 1h))
| project ResetAt = TimeGenerated, RegisteredAt = TimeGenerated1, Target, ResetBy = Identity, RegisteredBy = Identity1, Category1`,
  'first and last with several windows': `
let short = 1h;
let long_ = 7d;
let week = AADNonInteractiveUserSignInLogs
| where TimeGenerated between (ago(long_) .. ago(short))
| summarize WeekAgents = make_set(UserAgent, 200) by UserPrincipalName;
AADNonInteractiveUserSignInLogs
| where TimeGenerated > ago(short)
| where ResultType == "0"
| summarize HourAgents = make_set(UserAgent, 200), FirstSeen = min(TimeGenerated) by UserPrincipalName
| join kind=inner week on UserPrincipalName
| extend NewAgents = set_difference(HourAgents, WeekAgents)
| where array_length(NewAgents) > 0
| mv-expand NewAgent = NewAgents to typeof(string)
| where NewAgent has_any ("python", "curl", "Go-http-client", "axios")
| project FirstSeen, UserPrincipalName, NewAgent`,
  'traffic through the secure edge': `
NetworkAccessTraffic
| where TimeGenerated > ago(1h)
| where Action =~ "block"
| extend Host = coalesce(DestinationFqdn, DestinationIp)
| summarize Blocked = count(), Ports = make_set(DestinationPort), Hosts = make_set(Host, 50) by UserPrincipalName, DeviceId
| where Blocked > 100`,
  'behaviour analytics joined with identities': `
BehaviorAnalytics
| where TimeGenerated > ago(1d)
| where ActivityType == "LogOn" and InvestigationPriority > 5
| extend FirstCountry = tobool(ActivityInsights.FirstTimeUserConnectedFromCountry)
| where FirstCountry
| join kind=inner (IdentityInfo | summarize arg_max(TimeGenerated, *) by AccountUPN) on $left.UserPrincipalName == $right.AccountUPN
| where AssignedRoles has "Administrator"
| project TimeGenerated, UserPrincipalName, SourceIPAddress, SourceIPLocation, AssignedRoles, ActivityInsights`,
};
