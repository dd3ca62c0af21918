export const kqlProblems = {};
