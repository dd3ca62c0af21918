export const columnProblems = {};
