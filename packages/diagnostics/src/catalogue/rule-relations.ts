export const ruleRelationProblems = {};
