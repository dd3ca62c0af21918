/**
 * A Sentinel workspace on this machine.
 *
 * request ─ readCall ─▶ Call ─ route ─▶ a kind's row or a deployment ─ respond ─▶ answer and next state ─ store ─▶ file
 *
 * `respond` decides and is pure; `openWorkspace` adds clock, ids and the state file, `startEmulator` adds HTTP.
 */
export type { WorkspaceRequest } from './call.ts';
export type { WorkspaceScope } from './scope.ts';
export { type Emulator, type EmulatorOptions, startEmulator } from './server.ts';
export { type LocalWorkspace, openWorkspace, type WorkspaceOptions } from './workspace.ts';
