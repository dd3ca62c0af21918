/** Queries over the sign-in tables, invented for these tests. */
export const signInQueries: Readonly<Record<string, string>> = {
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
  'ingestion time against delays': `
let delay = 18m;
let frequency = 5m;
SigninLogs
| where ingestion_time() > ago(frequency)
| where TimeGenerated > ago(frequency + delay)
| where RiskLevelDuringSignIn == "high" and RiskState != "remediated"
| project TimeGenerated, UserPrincipalName, RiskEventTypes_V2, RiskLevelDuringSignIn, IPAddress`,
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
  'case, iff and buckets': `
SigninLogs
| where TimeGenerated > ago(7d)
| extend Outcome = case(ResultType == "0", "success", ResultType in ("50074", "50076"), "interrupted", "failure")
| extend Hour = hourofday(TimeGenerated), Weekend = dayofweek(TimeGenerated) in (0d, 6d)
| summarize Success = countif(Outcome == "success"), Failure = countif(Outcome == "failure") by UserPrincipalName, Weekend, bin(TimeGenerated, 1h)
| extend Ratio = iff(Success == 0, real(null), 1.0 * Failure / Success)
| where Ratio > 10 or isnull(Ratio)`,
  'pivot by result': `
SigninLogs
| where TimeGenerated > ago(1d)
| evaluate pivot(ResultType, count(), UserPrincipalName)`,
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
  'top-nested by country': `
SigninLogs
| where TimeGenerated > ago(1d)
| extend Country = tostring(LocationDetails.countryOrRegion)
| top-nested 5 of Country by Total = count(), top-nested 3 of UserPrincipalName by PerUser = count()`,
  'semicolon at the end and text with operators': `
let pattern = "| where x == 1; union *";
SigninLogs
| where TimeGenerated > ago(1d)
| where UserAgent contains pattern or UserAgent has @"C:\\Program Files" or UserAgent has 'it''s'
| count;`,
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
