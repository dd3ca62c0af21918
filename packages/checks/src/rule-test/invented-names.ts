/** Names that Microsoft's documentation gives to companies that do not exist (Microsoft Writing Style Guide, fictitious names). */
const fictitiousCompanies = [
  'adatum',
  'contoso',
  'fabrikam',
  'litware',
  'northwind',
  'northwindtraders',
  'proseware',
  'tailspintoys',
  'wingtiptoys',
  'woodgrove',
];
const fictitious = new RegExp(`^(?:${fictitiousCompanies.join('|')})(?:[-0-9].*)?$`);

/** Reserved for documentation and tests, never delegated (RFC 2606, RFC 6761). */
const reserved = /(?:^|\.)(?:example|test|invalid|localhost|example\.(?:com|net|org))$/;

/** Domains below which every tenant has a name of its own: the label before decides. */
const tenantNamed = /(?:^|\.)([a-z0-9-]+)\.(?:mail\.onmicrosoft|onmicrosoft|sharepoint|b2clogin|ciamlogin)\.com$/;

/** Domains of the service itself, which logs name whoever the customer is. */
const serviceDomains = [
  'aadrm.com',
  'azure.com',
  'azure.net',
  'live.com',
  'microsoft.com',
  'microsoftazuread-sso.com',
  'microsoftonline.com',
  'microsoftonline-p.com',
  'msftauth.net',
  'msidentity.com',
  'office.com',
  'office.net',
  'office365.com',
  'visualstudio.com',
  'windows.com',
  'windows.net',
  'windowsazure.com',
];

/** Whether a domain can belong to nobody: reserved, or the tenant of a company that does not exist. */
export function isInventedDomain(domain: string): boolean {
  const name = domain.toLowerCase();
  if (reserved.test(name)) return true;
  const [, tenant] = tenantNamed.exec(name) ?? [];
  return tenant !== undefined && fictitious.test(tenant);
}

/** Whether a domain is the service's own, as login.microsoftonline.com: no customer's, though real. */
export function isServiceDomain(domain: string): boolean {
  const name = domain.toLowerCase();
  return serviceDomains.some((own) => name === own || name.endsWith(`.${own}`));
}
