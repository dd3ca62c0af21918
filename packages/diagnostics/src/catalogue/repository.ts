export const repositoryProblems = {};
