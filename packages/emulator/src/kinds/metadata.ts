import { listOf, type Member, may, must, object, oneOf, type Shape, text, texts } from '../shape.ts';
import type { ResourceKind } from './kind.ts';
import { securityInsightsVersions } from './versions.ts';

/** Nested up to the depth that a request body may have, so the shape refers to itself. */
const dependencyMembers: Record<string, Member> = {
  contentId: may(text),
  kind: may(text),
  version: may(text),
  name: may(text),
  operator: may(oneOf('AND', 'OR')),
};
const dependencies: Shape = object(dependencyMembers);
dependencyMembers.criteria = may(listOf(dependencies));

const contact = { name: may(text), email: may(text), link: may(text) };

const shape = object({
  properties: must(
    object({
      parentId: must(text),
      kind: must(text),
      contentId: may(text),
      version: may(text),
      source: may(
        object({
          kind: must(oneOf('LocalWorkspace', 'Community', 'Solution', 'SourceRepository')),
          name: may(text),
          sourceId: may(text),
        }),
      ),
      author: may(object(contact)),
      support: may(object({ tier: must(oneOf('Microsoft', 'Partner', 'Community')), ...contact })),
      dependencies: may(dependencies),
      categories: may(object({ domains: may(texts), verticals: may(texts) })),
      providers: may(texts),
      firstPublishDate: may(text),
      lastPublishDate: may(text),
      customVersion: may(text),
      contentSchemaVersion: may(text),
      icon: may(text),
      threatAnalysisTactics: may(texts),
      threatAnalysisTechniques: may(texts),
      previewImages: may(texts),
      previewImagesDark: may(texts),
    }),
  ),
});

/** What says where an item comes from. Source: Microsoft Learn, "Metadata - REST API (Azure Sentinel)". */
export const metadata: ResourceKind = {
  type: 'Microsoft.SecurityInsights/metadata',
  versions: securityInsightsVersions,
  name: /^\S+$/,
  methods: ['GET', 'PUT', 'PATCH', 'DELETE'],
  shapeOf: () => shape,
  listOptions: ['$filter', '$top', '$skip'],
};
