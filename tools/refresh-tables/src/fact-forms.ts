import { date, type Form, flag, isRecord, listOf, number, object, recordOf, text } from './forms.ts';

const provenance = object({ source: text, date });
const texts = listOf(text);

/** `string`, `[items]` or a bag of members; what the words mean is checked in references.ts. */
const shape: Form = (value, at, fault) => {
  if (typeof value === 'string') return;
  if (Array.isArray(value)) {
    if (value.length !== 1) fault(at, 'must be a list of one, the shape of its items');
    listOf(shape)(value, at, fault);
  } else if (isRecord(value)) recordOf(shape)(value, at, fault);
  else fault(at, 'must be text, a list of one or an object');
};

/** The JSON files of facts and their forms. */
export const factForms: Readonly<Record<string, Form>> = {
  'log-categories.json': object({
    provenance,
    delays: recordOf(object({ typical: number, most: number, confidence: text })),
    categories: listOf(
      object({
        category: text,
        slug: text,
        displayName: text,
        table: text,
        settingsResource: text,
        original: flag,
        licence: text,
        rolesToRead: texts,
        rolesToRoute: texts,
        plans: object({ analytics: flag, basic: flag }),
        retention: recordOf(text),
        'volume?': object({ 'bytesPerEvent?': number, 'note?': text }),
        delay: text,
        confidence: text,
        'notes?': text,
      }),
    ),
  }),
  'shapes.json': object({ provenance, shapes: recordOf(shape), columns: recordOf(recordOf(shape)) }),
  'value-domains.json': object({
    sources: listOf(provenance),
    domains: recordOf(object({ values: texts, 'observed?': texts, open: flag, source: number })),
    columns: recordOf(recordOf(text)),
  }),
  'sign-in-errors.json': object({ provenance, codes: recordOf(text), notDocumented: texts, groups: recordOf(texts) }),
  'audit-operations.json': object({
    provenance,
    observedProvenance: provenance,
    observed: recordOf(text),
    loggedAs: recordOf(text),
    operations: recordOf(texts),
  }),
  'functions.json': object({
    sources: listOf(provenance),
    outputs: recordOf(text),
    functions: recordOf(object({ 'alias?': text, parameters: texts, output: text, 'open?': flag, source: number })),
  }),
};
