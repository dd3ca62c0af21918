export const bundleProblems = {};
