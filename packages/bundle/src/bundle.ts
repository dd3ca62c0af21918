import type { Checked } from '@picket/diagnostics';
import type { Content } from '@picket/model';
import type { Bundle, BundleFile, DesiredResource } from './bundle-types.ts';
import { type DesiredOptions, toDesired } from './desired.ts';
import { compareText } from './template-text.ts';
import { type TemplateOptions, templateItem, templatesOf } from './templates.ts';
import { tenantTemplates } from './tenant.ts';

export interface BundleOptions extends DesiredOptions {
  /** What the repository calls itself in the workspace (`repository` of picket.yaml). */
  readonly repository: string;
}

/**
 * All templates of the content, for any ARM tool:
 *
 *     <slug>/connector.json, <slug>/rules.json, <slug>/workbook.json
 *                               one category
 *     all/deployment-1.json …   everything
 *     tenantFiles               diagnostic settings, for the tenant
 *
 * Pure and byte-stable: same content in any order, same bytes. No value when a file has an error.
 */
export function bundle(content: Content, options: BundleOptions): Checked<Bundle> {
  const desired = toDesired(content, options);
  const tenant = tenantTemplates(content);
  const problems = [...desired.problems, ...tenant.problems];
  if (!desired.value || !tenant.value) return { problems };
  const resources = desired.value;
  const items = new Map(resources.map((resource) => [resource, templateItem(resource, options.repository)]));
  const filesOf = (chosen: readonly DesiredResource[], path?: TemplateOptions['path']) =>
    templatesOf(
      chosen.flatMap((resource) => items.get(resource) ?? []),
      path,
    );
  const perCategory = [...content.packages]
    .sort((a, b) => compareText(a.folder, b.folder))
    .flatMap(({ slug, connector, workbook, rawWorkbook, rules }): readonly BundleFile[] => {
      const ruleFiles = new Set(rules.map(({ file }) => file));
      const ofRules = resources.filter(({ kind, file }) => kind === 'rule' && ruleFiles.has(file));
      const workbookFiles = [workbook?.file, rawWorkbook?.file];
      const ofWorkbooks = resources.filter(({ kind, file }) => kind === 'workbook' && workbookFiles.includes(file));
      const ofConnector = resources.filter(({ kind, file }) => kind === 'connector' && file === connector?.file);
      return [
        ...filesOf(ofConnector, () => `${slug}/connector.json`),
        ...filesOf(ofWorkbooks, () => `${slug}/workbook.json`),
        ...filesOf(ofRules, (number, count) => `${slug}/rules${numbered(number, count)}.json`),
      ];
    });
  const files = [...perCategory, ...filesOf(resources)];
  return { value: { resources, files, tenantFiles: tenant.value }, problems };
}

/** Files of a category get numbers only when one does not hold them all. */
function numbered(number: number, count: number): string {
  return count === 1 ? '' : `-${number}`;
}
