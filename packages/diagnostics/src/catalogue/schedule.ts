export const scheduleProblems = {};
