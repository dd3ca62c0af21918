export const ruleProblems = {};
