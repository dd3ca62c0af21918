export const connectorProblems = {};
