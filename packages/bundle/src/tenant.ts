import { escapeTemplateString, type JsonObject, type Template } from '@picket/arm';
import { type Checked, type Diagnostic, diagnostic } from '@picket/diagnostics';
import type { Connector, Content, ContentPackage, Document } from '@picket/model';
import type { BundleFile } from './bundle-types.ts';
import { compareText, inCanonicalOrder, templateText } from './template-text.ts';

type SettingType = Connector['diagnosticSetting']['resource'];

interface Setting {
  readonly apiVersion: string;
  /** The template parameter with the resource id of the workspace that receives the log. */
  readonly workspace: string;
  readonly parameters: NonNullable<Template['parameters']>;
}

const workspaceParameter = {
  type: 'string',
  metadata: { description: 'Resource id of the Log Analytics workspace that receives the logs' },
};

/**
 * Where Entra logs are switched on: resources of the tenant, so they never stand in a template for a workspace. Custom
 * security attributes have a resource of their own and may go to a workspace of their own, as Microsoft advises.
 * Source: Azure/bicep-types-az, microsoft.aadiam 2017-04-01; microsoft/Microsoft365DSC,
 * MSFT_AzureDiagnosticSettingsCustomSecurityAttribute (July 2026).
 */
const settings: Readonly<Record<SettingType, Setting>> = {
  'microsoft.aadiam/diagnosticSettings': {
    apiVersion: '2017-04-01',
    workspace: 'workspaceResourceId',
    parameters: { workspaceResourceId: workspaceParameter },
  },
  'Microsoft.AadCustomSecurityAttributesDiagnosticSettings/diagnosticSettings': {
    apiVersion: '2017-04-01-preview',
    workspace: 'customSecurityAttributesWorkspaceResourceId',
    parameters: {
      workspaceResourceId: workspaceParameter,
      customSecurityAttributesWorkspaceResourceId: {
        type: 'string',
        defaultValue: "[parameters('workspaceResourceId')]",
        metadata: { description: 'Resource id of the workspace that receives the custom security attribute log' },
      },
    },
  },
};

/**
 * Templates for the tenant that route the connectors' log categories into a workspace: `tenant/diagnostic-settings.json`
 * for all of them, and `tenant/<slug>.json` for each. Deploying one replaces the whole list of categories of the setting
 * that `settingName` names.
 */
export function tenantTemplates(content: Content): Checked<readonly BundleFile[]> {
  const routed = [...content.packages]
    .sort((a, b) => compareText(a.folder, b.folder))
    .flatMap((folder) => (folder.connector ? [{ folder, connector: folder.connector }] : []));
  const problems = findTwice(routed.map(({ connector }) => connector));
  if (problems.length > 0) return { problems };
  if (routed.length === 0) return { value: [], problems };
  const file = (path: string, of: readonly { connector: Document<Connector> }[]): BundleFile => {
    const template = templateOf(of.map(({ connector }) => connector.value.diagnosticSetting));
    return { path, template, text: templateText(template) };
  };
  const each = routed.map((one: { folder: ContentPackage; connector: Document<Connector> }) =>
    file(`tenant/${one.folder.slug}.json`, [one]),
  );
  return { value: [file('tenant/diagnostic-settings.json', routed), ...each], problems };
}

function templateOf(routes: readonly Connector['diagnosticSetting'][]): Template {
  const used = (Object.keys(settings) as SettingType[]).filter((type) => routes.some((r) => r.resource === type));
  const settingName = {
    type: 'string',
    metadata: { description: 'Name of the diagnostic setting; one that exists is replaced' },
  };
  const parameters = Object.assign({ settingName }, ...used.map((type) => settings[type].parameters));
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-08-01/tenantDeploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters,
    resources: used.map((type) => settingDefinition(type, routes)),
  };
}

function settingDefinition(type: SettingType, routes: readonly Connector['diagnosticSetting'][]): JsonObject {
  const { apiVersion, workspace } = settings[type];
  const logs = routes
    .filter(({ resource }) => resource === type)
    .map(({ category, enabled }) => ({ category: escapeTemplateString(category), enabled }))
    .sort((a, b) => compareText(a.category, b.category));
  return inCanonicalOrder({
    type,
    apiVersion,
    name: "[parameters('settingName')]",
    properties: { workspaceId: `[parameters('${workspace}')]`, logs },
  });
}

function findTwice(connectors: readonly Document<Connector>[]): readonly Diagnostic[] {
  const first = new Map<string, string>();
  return connectors.flatMap(({ value, file, at }) => {
    const { resource, category } = value.diagnosticSetting;
    const key = `${resource}/${category}`.toLowerCase();
    const known = first.get(key);
    if (known === undefined) {
      first.set(key, file);
      return [];
    }
    return [diagnostic('BND005', { category, first: known }, at(['diagnosticSetting', 'category']))];
  });
}
