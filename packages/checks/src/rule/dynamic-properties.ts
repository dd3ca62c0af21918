import { diagnostic } from '@picket/diagnostics';
import type { RuleCheck } from '../rule-check.ts';

const gone = new Set(['ProductComponentName', 'ProviderName']);

/** RULE271: what a workspace in the Defender portal no longer takes (page customize-alert-details). */
export const dynamicProperties: RuleCheck = (rule) =>
  (rule.value.alertDetailsOverride?.alertDynamicProperties ?? []).flatMap(({ alertProperty }, i) =>
    gone.has(alertProperty)
      ? [
          diagnostic(
            'RULE271',
            { property: alertProperty },
            rule.at(['alertDetailsOverride', 'alertDynamicProperties', i, 'alertProperty']),
          ),
        ]
      : [],
  );
