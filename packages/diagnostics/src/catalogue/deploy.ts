export const deployProblems = {};
