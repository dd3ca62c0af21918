export const connectorContentProblems = {};
