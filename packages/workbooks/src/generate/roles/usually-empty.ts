/** Documented columns that a table's rows seldom fill: a chart of them would show nothing. */
const rows: readonly { readonly table: string; readonly columns: readonly string[]; readonly because: string }[] = [
  {
    table: 'AADManagedIdentitySignInLogs',
    columns: ['IPAddress', 'LocationDetails', 'UserAgent'],
    because: 'managed identities ask from within Azure: published records have no address, no place and no program',
  },
  {
    table: 'AADServicePrincipalSignInLogs',
    columns: ['UserAgent'],
    because: 'published records leave it empty for most applications',
  },
];

export function isUsuallyEmpty(table: string, column: string): boolean {
  return rows.some((row) => row.table === table && row.columns.includes(column));
}
