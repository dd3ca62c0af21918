export const valueProblems = {};
