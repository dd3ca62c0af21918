export const attackProblems = {};
