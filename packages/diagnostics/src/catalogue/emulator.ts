export const emulatorProblems = {};
