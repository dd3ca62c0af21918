/**
 * Queries in the manner of Sentinel rules, invented for these tests: what public rules use most, and what they trip
 * over (see the names). None has a problem.
 */
export const sampleQueries: Readonly<Record<string, string>> = {
  'password spray from one address': `
let lookback = 1h;
let userThreshold = 15; // distinct accounts that one address may fail for
let failureCodes = dynamic(["50053", "50055", "50056", "50126"]);
SigninLogs
| where TimeGenerated > ago(lookback)
| where ResultType in (failureCodes)
| where isnotempty(IPAddress) and not(ipv4_is_private(IPAddress))
| extend Country = tostring(LocationDetails.countryOrRegion), City = tostring(LocationDetails.city)
| summarize
    FailedUsers = dcount(UserPrincipalName),
    Attempts = count(),
    Users = make_set(UserPrincipalName, 100),
    Apps = make_set(AppDisplayName, 20),
    FirstSeen = min(TimeGenerated),
    LastSeen = max(TimeGenerated)
    by IPAddress, Country, City
| where FailedUsers >= userThreshold
| extend SampleUser = tostring(Users[0])
| project FirstSeen, LastSeen, IPAddress, Country, City, FailedUsers, Attempts, SampleUser, Users, Apps`,
  'success after spray, joined': `
let window = 1d;
let failures = SigninLogs
| where TimeGenerated > ago(window)
| where ResultType == "50126"
| summarize FailedAccounts = dcount(UserPrincipalName), LastFailure = max(TimeGenerated) by IPAddress
| where FailedAccounts > 10;
SigninLogs
| where TimeGenerated > ago(window)
| where ResultType == "0"
| join kind=inner (failures) on IPAddress
| where TimeGenerated > LastFailure
| extend OS = tostring(DeviceDetail.operatingSystem), Browser = tostring(DeviceDetail.browser)
| project TimeGenerated, UserPrincipalName, IPAddress, AppDisplayName, OS, Browser, FailedAccounts, LastFailure`,
  'both sign-in tables through a function of the table name': `
let timeframe = 1d;
let threshold = 5;
let signIns = (tableName: string) {
    table(tableName)
    | where TimeGenerated >= ago(timeframe)
    | where ResultType !in ("0", "50125", "50140", "70043", "70044")
    | extend Location = todynamic(LocationDetails), Device = todynamic(DeviceDetail)
    | extend Country = tostring(Location.countryOrRegion), OS = tostring(Device.operatingSystem)
    | project TimeGenerated, UserPrincipalName, IPAddress, ResultType, ResultDescription, AppDisplayName, Country, OS, Type
};
let interactive = signIns("SigninLogs");
let nonInteractive = signIns("AADNonInteractiveUserSignInLogs");
union isfuzzy=true interactive, nonInteractive
| summarize StartTime = min(TimeGenerated), EndTime = max(TimeGenerated), Countries = make_set(Country), Count = count()
    by UserPrincipalName, AppDisplayName, Type
| where array_length(Countries) > threshold
| mv-expand Countries to typeof(string)
| extend Name = tostring(split(UserPrincipalName, "@", 0)[0]), UPNSuffix = tostring(split(UserPrincipalName, "@", 1)[0])`,
  'union of tables whose columns differ in type': `
union SigninLogs, AADNonInteractiveUserSignInLogs
| where TimeGenerated > ago(1d)
| where ResultType == 0
| extend Device = iff(isnotempty(DeviceDetail_string), todynamic(DeviceDetail_string), DeviceDetail_dynamic)
| extend DeviceName = tostring(Device.displayName), Trust = tostring(Device.trustType)
| where Trust == "Azure AD registered"
| summarize Apps = make_set(AppDisplayName, 50) by UserPrincipalName, DeviceName`,
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
  'watchlist of privileged accounts': `
let privileged = _GetWatchlist('PrivilegedAccounts') | project SearchKey;
SigninLogs
| where TimeGenerated > ago(1d) and UserPrincipalName in~ (privileged)
| where ConditionalAccessStatus == "notApplied" and ResultType == "0"
| summarize arg_max(TimeGenerated, *) by UserPrincipalName, AppDisplayName
| project TimeGenerated, UserPrincipalName, AppDisplayName, IPAddress, ConditionalAccessStatus, Id`,
  'rare country for the account, two periods': `
let baseline = 14d;
let recent = 1d;
let known = SigninLogs
| where TimeGenerated between (ago(baseline) .. ago(recent))
| where ResultType == "0"
| extend Country = tostring(LocationDetails.countryOrRegion)
| summarize KnownCountries = make_set(Country) by UserPrincipalName;
SigninLogs
| where TimeGenerated > ago(recent)
| where ResultType == "0"
| extend Country = tostring(LocationDetails.countryOrRegion)
| lookup kind=leftouter known on UserPrincipalName
| where isnotempty(Country) and not(set_has_element(KnownCountries, Country))
| project TimeGenerated, UserPrincipalName, Country, KnownCountries, IPAddress`,
  'time series anomaly of sign-ins': `
let startTime = startofday(ago(14d));
let endTime = startofday(now());
let series = SigninLogs
| where TimeGenerated between (startTime .. endTime)
| make-series Total = count() on TimeGenerated from startTime to endTime step 1h by AppDisplayName;
series
| extend (Anomalies, Score, Baseline) = series_decompose_anomalies(Total, 2.5, -1, 'linefit')
| mv-expand Total to typeof(double), TimeGenerated to typeof(datetime), Anomalies to typeof(double), Score to typeof(double), Baseline to typeof(long)
| where Anomalies > 0
| project TimeGenerated, AppDisplayName, Total, Baseline, Anomalies, Score`,
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
  'risky users seen signing in': `
let risky = AADRiskyUsers
| where TimeGenerated > ago(14d)
| where RiskLevel in ("high", "medium") and RiskState == "atRisk"
| summarize arg_max(TimeGenerated, RiskLevel, RiskDetail) by UserPrincipalName;
SigninLogs
| where TimeGenerated > ago(1h)
| where ResultType == "0"
| join kind=inner (risky | project-rename RiskSeen = TimeGenerated) on UserPrincipalName
| where RiskSeen <= TimeGenerated
| extend Minutes = datetime_diff('minute', TimeGenerated, RiskSeen)
| project TimeGenerated, UserPrincipalName, RiskLevel, RiskDetail1, Minutes, IPAddress, AppDisplayName`,
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
  'ingestion time against delays': `
let delay = 18m;
let frequency = 5m;
SigninLogs
| where ingestion_time() > ago(frequency)
| where TimeGenerated > ago(frequency + delay)
| where RiskLevelDuringSignIn == "high" and RiskState != "remediated"
| project TimeGenerated, UserPrincipalName, RiskEventTypes_V2, RiskLevelDuringSignIn, IPAddress`,
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
  'materialized set used twice': `
let events = materialize(
    SigninLogs
    | where TimeGenerated > ago(1d)
    | project TimeGenerated, UserPrincipalName, IPAddress, ResultType, Country = tostring(LocationDetails.countryOrRegion)
);
let manyCountries = events | summarize Countries = dcount(Country) by UserPrincipalName | where Countries > 2;
events
| where UserPrincipalName in ((manyCountries | project UserPrincipalName))
| summarize make_set(Country), make_set(IPAddress) by UserPrincipalName
| extend Total = array_length(set_Country)`,
  'average over accounts as a scalar': `
let usual = toscalar(
    SigninLogs
    | where TimeGenerated between (ago(8d) .. ago(1d))
    | summarize Daily = count() by bin(TimeGenerated, 1d)
    | summarize avg(Daily)
);
SigninLogs
| where TimeGenerated > ago(1d)
| summarize Today = count()
| where Today > 3 * usual
| extend Factor = round(Today / usual, 2)`,
  'addresses in ranges': `
let corporate = dynamic(["192.0.2.0/24", "203.0.113.0/24"]);
SigninLogs
| where TimeGenerated > ago(1d)
| where not(ipv4_is_in_any_range(IPAddress, corporate))
| where ResultType in ("0", "50074") and AppDisplayName has "Azure Portal"
| summarize Count = count() by UserPrincipalName, IPAddress, AppDisplayName
| top 20 by Count desc`,
  'scalar function in a let': `
let suffix = (upn: string) { tostring(split(upn, "@")[1]) };
let isGuest = (accountKind: string, upn: string) { accountKind =~ "guest" or upn has "#EXT#" };
SigninLogs
| where TimeGenerated > ago(1d)
| extend Domain = suffix(UserPrincipalName), Guest = isGuest(UserType, UserPrincipalName)
| where Guest
| summarize dcount(UserPrincipalName) by Domain`,
  'table expression with a tabular parameter': `
let failures = (T: (ResultType: string, UserPrincipalName: string)) {
    T | where ResultType != "0" | summarize Failed = count() by UserPrincipalName
};
failures(SigninLogs)
| where Failed > 100`,
  'columns that may be missing': `
SigninLogs
| extend Agent = column_ifexists("SignInIdentifier", ""), Token = column_ifexists("UniqueTokenIdentifier", "")
| where isnotempty(Token)
| summarize Tokens = dcount(Token), Agents = make_set(Agent, 5) by UserPrincipalName`,
  'external list of addresses': `
let bad = externaldata(Address: string, Note: string) [@"https://contoso.example/lists/addresses.csv"] with (format="csv", ignoreFirstRecord=true);
SigninLogs
| where TimeGenerated > ago(1d)
| join kind=inner (bad) on $left.IPAddress == $right.Address
| project TimeGenerated, UserPrincipalName, IPAddress, Note`,
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
  'case, iff and buckets': `
SigninLogs
| where TimeGenerated > ago(7d)
| extend Outcome = case(ResultType == "0", "success", ResultType in ("50074", "50076"), "interrupted", "failure")
| extend Hour = hourofday(TimeGenerated), Weekend = dayofweek(TimeGenerated) in (0d, 6d)
| summarize Success = countif(Outcome == "success"), Failure = countif(Outcome == "failure") by UserPrincipalName, Weekend, bin(TimeGenerated, 1h)
| extend Ratio = iff(Success == 0, real(null), 1.0 * Failure / Success)
| where Ratio > 10 or isnull(Ratio)`,
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
  'pivot by result': `
SigninLogs
| where TimeGenerated > ago(1d)
| evaluate pivot(ResultType, count(), UserPrincipalName)`,
  'windows of activity with bin and next': `
AuditLogs
| where TimeGenerated > ago(1d)
| summarize Count = count() by bin(TimeGenerated, 15m), LoggedByService
| order by LoggedByService asc, TimeGenerated asc
| extend Following = next(Count), Same = next(LoggedByService) == LoggedByService
| where Same and Following > 10 * Count`,
  'cross-workspace read': `
union workspace("soc-eu").SigninLogs, workspace("soc-us").SigninLogs
| where TimeGenerated > ago(1h)
| summarize count() by TenantId, ResultType`,
  'fuzzy union with a table that may be missing': `
union isfuzzy=true SigninLogs, (NetworkAccessTraffic | where Action == "Blocked"), Contoso_Proxy_CL
| where TimeGenerated > ago(1h)
| summarize count() by Type`,
  'wildcard union': `
union withsource = SourceTable AAD*SignInLogs
| where TimeGenerated > ago(1h)
| summarize Events = count() by SourceTable, bin(TimeGenerated, 5m)
| render timechart`,
  'function parameters with defaults': `
let recentFailures = (since: timespan = 6h, minimum: long = 20) {
    SigninLogs
    | where TimeGenerated > ago(since)
    | where ResultType !in ("0", "50140")
    | summarize Failures = count() by UserPrincipalName
    | where Failures >= minimum
};
union recentFailures(), recentFailures(2d, 100)
| distinct UserPrincipalName`,
  'named argument of an aggregate': `
SigninLogs
| where TimeGenerated > ago(1d)
| summarize Apps = make_set(AppDisplayName, 8), Countries = make_set_if(Location, ResultType == "0", 8), dcountif(IPAddress, ResultType != "0") by UserPrincipalName
| where dcountif_IPAddress > 5`,
  'conditional access results': `
SigninLogs
| where TimeGenerated > ago(1d)
| mv-expand Policy = ConditionalAccessPolicies
| where tostring(Policy.result) == "failure"
| extend PolicyName = tostring(Policy.displayName), Controls = tostring(Policy.enforcedGrantControls)
| summarize Blocked = count() by PolicyName, Controls, UserPrincipalName
| where Blocked > 5`,
  'authentication details from text': `
SigninLogs
| where TimeGenerated > ago(1d)
| mv-expand Step = todynamic(AuthenticationDetails)
| extend Method = tostring(Step.authenticationMethod), Ok = tobool(Step.succeeded)
| where Method == "Mobile app notification" and Ok == false
| summarize Denied = count(), Addresses = make_set(IPAddress, 10) by UserPrincipalName, bin(TimeGenerated, 10m)
| where Denied >= 5`,
  'dynamic compared with numbers and text': `
SigninLogs
| where Status.errorCode == 50126 or toint(Status.errorCode) in (50053, 50055)
| where tostring(Status.failureReason) has "password"
| where DeviceDetail has "Windows" and tostring(DeviceDetail.isManaged) != "true"
| project TimeGenerated, UserPrincipalName, Reason = Status.failureReason`,
  'search within one table': `
search in (AuditLogs) "break-glass" and not("test")
| where TimeGenerated > ago(1d)
| project TimeGenerated, OperationName, Result`,
  'anonymous alert from identity protection': `
SecurityAlert
| where TimeGenerated > ago(1d)
| where ProviderName == "IPC"
| extend Entity = parse_json(Entities)
| mv-expand Entity
| where tostring(Entity.Type) == "account"
| extend Account = strcat(tostring(Entity.Name), "@", tostring(Entity.UPNSuffix))
| join kind=leftouter (SigninLogs | where TimeGenerated > ago(1d) | summarize Addresses = make_set(IPAddress) by UserPrincipalName) on $left.Account == $right.UserPrincipalName
| project TimeGenerated, AlertName, AlertSeverity, Account, Addresses`,
  'office mailbox rule': `
OfficeActivity
| where TimeGenerated > ago(1h)
| where Operation in~ ("New-InboxRule", "Set-InboxRule")
| extend Details = todynamic(Parameters)
| mv-apply Details on (summarize Rule = make_bag(bag_pack(tostring(Details.Name), Details.Value)))
| where tostring(Rule.DeleteMessage) == "True" or isnotempty(Rule.ForwardTo)
| project TimeGenerated, UserId, ClientIP, Operation, Rule`,
  'distance between two sign-ins': `
SigninLogs
| where TimeGenerated > ago(1d) and ResultType == "0"
| extend Lat = toreal(LocationDetails.geoCoordinates.latitude), Lon = toreal(LocationDetails.geoCoordinates.longitude)
| where isnotnull(Lat)
| sort by UserPrincipalName asc, TimeGenerated asc
| serialize
| extend Same = prev(UserPrincipalName) == UserPrincipalName, Before = prev(TimeGenerated), LatBefore = prev(Lat), LonBefore = prev(Lon)
| where Same
| extend Kilometres = geo_distance_2points(Lon, Lat, LonBefore, LatBefore) / 1000, Hours = (TimeGenerated - Before) / 1h
| where Hours > 0 and Kilometres / Hours > 900`,
  'partition by application': `
SigninLogs
| where TimeGenerated > ago(1d)
| partition hint.strategy=native by AppDisplayName ( top 3 by TimeGenerated desc )
| project AppDisplayName, UserPrincipalName, TimeGenerated`,
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
  'top-nested by country': `
SigninLogs
| where TimeGenerated > ago(1d)
| extend Country = tostring(LocationDetails.countryOrRegion)
| top-nested 5 of Country by Total = count(), top-nested 3 of UserPrincipalName by PerUser = count()`,
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
  'semicolon at the end and text with operators': `
let pattern = "| where x == 1; union *";
SigninLogs
| where TimeGenerated > ago(1d)
| where UserAgent contains pattern or UserAgent has @"C:\\Program Files" or UserAgent has 'it''s'
| count;`,
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
  'as and a second use': `
SigninLogs
| where TimeGenerated > ago(1h)
| as hint.materialized=true Recent
| summarize Total = count() by AppDisplayName
| join kind=inner (Recent | where ResultType != "0" | summarize Failed = count() by AppDisplayName) on AppDisplayName
| extend Share = 100.0 * Failed / Total`,
  'federated sign-ins': `
ADFSSignInLogs
| where TimeGenerated > ago(1d)
| where ResultType == 300030
| extend Details = todynamic(AuthenticationDetails)
| summarize Failures = count() by UserPrincipalName, IPAddress, tostring(Details[0].authenticationMethod)
| where Failures > 10`,
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
  'threat intelligence by address': `
let freshness = 14d;
let indicators = ThreatIntelIndicators
| where TimeGenerated > ago(freshness)
| summarize arg_max(TimeGenerated, *) by Id
| where IsActive and ValidUntil > now()
| where ObservableKey has "ipv4-addr"
| project Address = ObservableValue, Confidence, IndicatorId = Id;
SigninLogs
| where TimeGenerated > ago(1h)
| join kind=innerunique (indicators) on $left.IPAddress == $right.Address
| where Confidence > 60
| summarize arg_max(TimeGenerated, *) by IndicatorId, UserPrincipalName
| project TimeGenerated, UserPrincipalName, IPAddress, AppDisplayName, IndicatorId, Confidence`,
};
