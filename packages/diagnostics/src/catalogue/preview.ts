import { entry } from '../entry.ts';

/** What keeps a preview from being served or written. */
export const previewProblems = {
  PRE101: entry<{ port: number; said: string }>({
    severity: 'error',
    title: 'a port that cannot be served',
    message: (p) => `the preview cannot listen on port ${p.port}: ${p.said}`,
    hint: () => 'choose another with --port; 0 takes a free one',
  }),
  PRE102: entry<{ where: string }>({
    severity: 'error',
    title: 'nothing to preview',
    message: (p) => `${p.where} holds no package of content`,
    hint: () => 'name folders as content/sign-in-logs, or none for all of them',
  }),
  PRE103: entry({
    severity: 'note',
    title: 'no pictures without a browser',
    message: () => 'no Chromium was found, so the export has no pictures of its workbooks',
    hint: () => 'install chromium, or name one with the environment variable CHROMIUM',
  }),
  PRE104: entry<{ said: string }>({
    severity: 'warning',
    title: 'a browser that takes no pictures',
    message: (p) => `Chromium failed, so pictures of workbooks are missing: ${p.said}`,
    hint: () => 'the pages themselves are complete; try another Chromium with the environment variable CHROMIUM',
  }),
};
