export type * from './bundle-types.ts';
