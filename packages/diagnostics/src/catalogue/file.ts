export const fileProblems = {};
