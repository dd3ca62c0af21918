/** Any JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

/** An ARM deployment template, as schema 2019-04-01 defines it. */
export interface Template {
  readonly $schema: string;
  readonly contentVersion: string;
  readonly parameters?: Readonly<Record<string, TemplateParameter>>;
  readonly variables?: JsonObject;
  readonly resources: readonly JsonObject[];
  readonly outputs?: JsonObject;
}

export interface TemplateParameter {
  readonly type: string;
  readonly defaultValue?: Json;
  readonly allowedValues?: readonly Json[];
  readonly metadata?: JsonObject;
}

/** Where a template is deployed. */
export interface DeploymentScope {
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly resourceGroup: string;
  readonly location: string;
}

/** A resource after evaluation: literal, with its full id. */
export interface EvaluatedResource {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly apiVersion: string;
  /** Ids of resources of the same deployment that come first. */
  readonly dependsOn: readonly string[];
  /** The resource body without type, apiVersion, name, scope, dependsOn, condition and copy. */
  readonly body: JsonObject;
  /** JSON pointer of its definition in the template. */
  readonly pointer: string;
}
