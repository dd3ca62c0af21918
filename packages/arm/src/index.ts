export type * from './exchange.ts';
export type * from './template.ts';
