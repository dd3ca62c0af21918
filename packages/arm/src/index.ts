export type * from './template.ts';
