export const settingsProblems = {};
