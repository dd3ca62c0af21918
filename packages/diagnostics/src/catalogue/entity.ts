export const entityProblems = {};
