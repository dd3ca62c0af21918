import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { diagnostic, OutsideFailure } from '@picket/diagnostics';

const run = promisify(execFile);
const azArguments = ['account', 'get-access-token', '--resource', 'https://management.azure.com/'];

/**
 * A bearer token for Azure Resource Manager: AZURE_ACCESS_TOKEN of the environment, or else what the Azure CLI gives to
 * whoever is signed in. It is kept in memory only. Throws OutsideFailure (TBL904).
 */
export async function azureToken(environment: NodeJS.ProcessEnv): Promise<string> {
  const given = environment.AZURE_ACCESS_TOKEN;
  if (given) return given;
  try {
    const { stdout } = await run('az', [...azArguments, '--query', 'accessToken', '--output', 'tsv'], {
      shell: process.platform === 'win32',
    });
    return stdout.trim();
  } catch (cause) {
    const why = 'there is no AZURE_ACCESS_TOKEN, and the Azure CLI gives no token (sign in with az login)';
    throw new OutsideFailure(diagnostic('TBL904', { why }), cause);
  }
}
