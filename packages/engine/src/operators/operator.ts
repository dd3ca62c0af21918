import type { KqlNode } from '@picket/kql';
import type { Rel } from '../plan/plan.ts';
import type { Scope } from '../plan/scope.ts';

/** A bound operator and what flows into it, to a plan. What is not evaluated is reported and stood in for. */
export type TranslateOperator = (input: Rel, node: KqlNode, scope: Scope) => Rel;
