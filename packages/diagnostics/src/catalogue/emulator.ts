import { entry } from '../entry.ts';

/** The local workspace: its state file, its server, and what it does not offer. */
export const emulatorProblems = {
  EMU001: entry<{ file: string; why: string }>({
    severity: 'error',
    title: 'the state file of the local workspace cannot be read',
    message: (p) => `${p.file} cannot be read: ${p.why}`,
    hint: () =>
      'nothing was overwritten: bring the file back from a copy, or move it away to begin with an empty workspace',
  }),
  EMU002: entry<{ file: string }>({
    severity: 'error',
    title: 'the file is no state of a local workspace',
    message: (p) => `${p.file} is JSON, but not the state of a local workspace`,
    hint: () => 'it was left as it is: name another file for the local workspace',
  }),
  EMU003: entry<{ file: string; version: string; known: number }>({
    severity: 'error',
    title: 'the state file was written by a newer Picket',
    message: (p) => `${p.file} has format version ${p.version}; this Picket reads up to ${p.known}`,
    hint: () => 'update Picket, or move the file away to begin with an empty workspace',
  }),
  EMU004: entry<{ file: string; found: string; wanted: string }>({
    severity: 'error',
    title: 'the state file belongs to another workspace',
    message: (p) => `${p.file} holds a workspace with ${p.found}, not ${p.wanted}`,
    hint: () => 'use one file for each local workspace',
  }),
  EMU005: entry<{ file: string; lock: string; pid?: number; host?: string }>({
    severity: 'error',
    title: 'another process holds the local workspace',
    message: (p) =>
      p.pid === undefined
        ? `${p.file} has been locked for too long`
        : `${p.file} has been locked for too long by process ${p.pid} on ${p.host}`,
    hint: (p) => `wait for it to end; if it no longer runs, delete ${p.lock} and ${p.lock}.takeover`,
  }),
  EMU006: entry<{ file: string; why: string }>({
    severity: 'error',
    title: 'the state file cannot be written',
    message: (p) => `${p.file} cannot be written: ${p.why}`,
    hint: () => 'the change was not made; the file still holds the state before it',
  }),
  EMU007: entry<{ host: string; port: number; why: string }>({
    severity: 'error',
    title: 'the local workspace cannot listen on its port',
    message: (p) => `cannot listen on ${p.host}:${p.port}: ${p.why}`,
    hint: () => 'name another port',
  }),
  EMU008: entry<{ file: string; why: string }>({
    severity: 'error',
    title: 'the exchange cannot be recorded',
    message: (p) => `${p.file}, named by PICKET_RECORD, cannot be written: ${p.why}`,
    hint: () => 'name a file in a folder that exists, or unset PICKET_RECORD',
  }),
  EMU101: entry<{ type: string }>({
    severity: 'error',
    title: 'the local workspace does not offer this resource type',
    message: (p) => `${p.type} is not offered here; Azure may know it`,
    hint: () => 'the README of packages/emulator lists what is offered',
  }),
  EMU102: entry<{ what: string }>({
    severity: 'error',
    title: 'the local workspace does not offer this operation',
    message: (p) => `${p.what} is not offered here; Azure may know it`,
    hint: () => 'the README of packages/emulator lists what is offered',
  }),
  EMU103: entry<{ name: string }>({
    severity: 'error',
    title: 'the API version cannot show this resource',
    message: (p) => `'${p.name}' exists, but is of a kind that this API version does not know`,
    hint: () => 'read it with the newest preview version',
  }),
};
