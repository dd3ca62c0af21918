/**
 * The repository as pages: workbooks on sample data, the rules with their cases, ATT&CK coverage and what is known of
 * each log. `startPreview` serves them on this machine, `exportFrame` and `exportCategory` write them as files. What they show comes from a
 * `PreviewHost`; queries run in a `Session` (`@picket/preview/session`).
 */
export { findChromium } from './export/chromium.ts';
export { type ExportedCategory, exportCategory, exportFrame, type WriteFile } from './export/export-site.ts';
export { type PicturesOptions, takePictures } from './export/pictures.ts';
export type * from './page-data.ts';
export { pageProblem } from './page-problem.ts';
export type { PreviewHost } from './preview-host.ts';
export { type Preview, startPreview } from './server/start-preview.ts';
export { prepareAssets } from './server/web-assets.ts';
export { readsOf } from './session/part-texts.ts';
