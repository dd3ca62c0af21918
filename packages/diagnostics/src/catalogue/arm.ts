export const armProblems = {};
