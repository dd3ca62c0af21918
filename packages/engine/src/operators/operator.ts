export type { TranslateOperator } from '../plan/scope.ts';
