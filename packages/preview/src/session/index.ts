/**
 * Answers for the parts of workbooks. A door of its own, as it needs the engine: what only serves pages is open in half
 * the time without it.
 */
export { openSampleEngine, type SampleTables } from './sample-engine.ts';
export { openSession, type Session, type SessionOptions } from './session.ts';
