import type { ChosenValue } from '../parameter-value.ts';
import type { Format } from './format.ts';

const page = 'Workbook resource parameters: Resource parameter options';
const older = 'Resource Parameters (Application-Insights-Workbooks): Resource parameter options';

/** A resource's id: /subscriptions/<guid>/resourceGroups/<name>/providers/<namespace>/<type>/<name>. */
const resourceId = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+)(?:\/providers\/([^/]+\/[^/]+)\/([^/]+))?)?/i;

type Part = 'subscription' | 'group' | 'type' | 'name';

/** That part of each chosen resource; what has no such part gives nothing. */
function part(wanted: Part): (value: ChosenValue) => string {
  return ({ texts }) =>
    texts
      .map((text) => {
        const [, subscription = '', group = '', type = '', name = ''] = resourceId.exec(text) ?? [];
        return { subscription, group, type: type.toLowerCase(), name }[wanted];
      })
      .filter((found) => found !== '')
      .join(',');
}

const quoted = (fill: (value: ChosenValue) => string) => (value: ChosenValue) => `'${fill(value)}'`;

/** What only Azure resources can be filled in as, before the formats of any chosen value. */
export const resourceFormats: readonly Format<ChosenValue>[] = [
  { name: 'value', page, fill: ({ texts }) => texts.map((text) => `'${text}'`).join(',') },
  { name: 'name', page, fill: part('name') },
  { name: 'label', page, fill: part('name') },
  { name: 'resourceGroup', page, fill: part('group') },
  { name: 'resourceType', page, fill: part('type') },
  { name: 'subscription', page, fill: part('subscription') },
  { name: 'subscriptionid', page: older, fill: part('subscription') },
  { name: 'subid', page: older, fill: quoted(part('subscription')) },
  { name: 'id', page: older, fill: ({ texts }) => texts.join(',') },
  // A table of properties that only Azure knows.
  { name: 'grid', page, fill: () => undefined },
];

/** What only subscriptions can be filled in as. */
export const subscriptionFormats: readonly Format<ChosenValue>[] = [
  { name: 'id', page: older, fill: part('subscription') },
  { name: 'subscriptionid', page: older, fill: part('subscription') },
  { name: 'subid', page: older, fill: quoted(part('subscription')) },
  // A subscription's name is known to Azure only.
  { name: 'name', page, fill: () => undefined },
];
