import { activityCountsMetrics, activityEngagement, activityMetrics, newActivityMetrics } from './activity.ts';
import { bagUnpack } from './bag-unpack.ts';
import { dcountIntersect } from './dcount-intersect.ts';
import { funnelCompletion } from './funnel-completion.ts';
import { geoLineLookup, geoPolygonLookup } from './geo-lookup.ts';

import { ipv4Lookup, ipv6Lookup } from './ip-lookup.ts';
import { narrow } from './narrow.ts';
import { pivot } from './pivot.ts';
import type { PluginTable } from './plugin.ts';
import { preview } from './preview.ts';
import { rowsNear } from './rows-near.ts';
import { schemaMerge } from './schema-merge.ts';
import { sequenceDetect } from './sequence-detect.ts';
import { activeUsersCount, rollingPercentile, slidingWindowCounts } from './sliding-windows.ts';

const outside = { why: 'reaches outside of the query' };
const inexact = { why: 'has no exact meaning' };
const code = { why: 'runs code in another language' };

/** Every plugin of the evaluate operator that is evaluated, and why others are not. */
export const plugins: PluginTable = {
  active_users_count: activeUsersCount,
  activity_counts_metrics: activityCountsMetrics,
  activity_engagement: activityEngagement,
  activity_metrics: activityMetrics,
  bag_unpack: bagUnpack,
  dcount_intersect: dcountIntersect,
  geo_line_lookup: geoLineLookup,
  geo_polygon_lookup: geoPolygonLookup,
  funnel_sequence_completion: funnelCompletion,
  ipv4_lookup: ipv4Lookup,
  ipv6_lookup: ipv6Lookup,
  narrow,
  new_activity_metrics: newActivityMetrics,
  pivot,
  preview,
  rolling_percentile: rollingPercentile,
  rows_near: rowsNear,
  schema_merge: schemaMerge,
  sequence_detect: sequenceDetect,
  sliding_window_counts: slidingWindowCounts,
  ai_chat_completion: outside,
  ai_chat_completion_prompt: outside,
  ai_embeddings: outside,
  azure_digital_twins_query_request: outside,
  cosmosdb_sql_request: outside,
  http_request: outside,
  http_request_post: outside,
  infer_storage_schema: outside,
  infer_storage_schema_with_suggestions: outside,
  mysql_request: outside,
  postgresql_request: outside,
  sql_request: outside,
  python: code,
  r: code,
  session_count: inexact,
  funnel_sequence: { why: 'gives several tables' },
  autocluster: inexact,
  autocluster_v2: inexact,
  basket: inexact,
  diffpatterns: inexact,
  diffpatterns_text: inexact,
};
