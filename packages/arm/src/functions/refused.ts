const live = 'it asks Azure for a live value, and templates are evaluated here without Azure';
const changing = 'its value is another at every deployment; give the parameter a value instead';
const lambda = 'lambda functions are not evaluated here';
const dates = 'date functions are not evaluated here';
const network = 'address functions are not evaluated here';
const managementGroup = 'deployments to a management group are not evaluated here';

/** Functions that Azure has and this evaluator refuses, each with its reason. Names in lower case. */
const refusedFunctions: Readonly<Record<string, string>> = {
  reference: live,
  references: live,
  pickzones: live,
  providers: live,
  getsecret: live,
  tologicalzone: live,
  tologicalzones: live,
  tophysicalzone: live,
  tophysicalzones: live,
  newguid: changing,
  utcnow: changing,
  lambda,
  lambdavariables: lambda,
  filter: lambda,
  map: lambda,
  mapvalues: lambda,
  reduce: lambda,
  sort: lambda,
  toobject: lambda,
  groupby: lambda,
  datetimeadd: dates,
  datetimefromepoch: dates,
  datetimetoepoch: dates,
  parsecidr: network,
  cidrsubnet: network,
  cidrhost: network,
  managementgroup: managementGroup,
  managementgroupresourceid: managementGroup,
  deployer: live,
  fail: 'it ends a deployment on purpose',
  tryget: 'optional access is not evaluated here',
  tryindexfromend: 'optional access is not evaluated here',
  indexfromend: 'it is not evaluated here',
  distinct: 'it is not evaluated here',
};

/** The reason why `name` is refused; the whole list family (`listKeys`, `listSecrets` …) needs Azure. */
export function reasonForRefusing(name: string): string | undefined {
  const lower = name.toLowerCase();
  if (Object.hasOwn(refusedFunctions, lower)) return refusedFunctions[lower];
  if (lower.startsWith('list')) return live;
  return lower.includes('.') ? 'functions that a template defines itself are not evaluated here' : undefined;
}
