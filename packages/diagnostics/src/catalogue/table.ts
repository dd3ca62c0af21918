export const tableProblems = {};
