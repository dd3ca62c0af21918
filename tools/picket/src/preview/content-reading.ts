import type { Diagnostic } from '@picket/diagnostics';
import { type ContentPackage, type Document, readContent, type Workbook } from '@picket/model';
import type { Repository } from '../pipeline/repository.ts';
import { selectFiles } from '../pipeline/select-files.ts';
import { shownWorkbook } from './shown-workbook.ts';

/** Content as it was read last. */
export interface Reading {
  readonly packages: readonly ContentPackage[];
  readonly problems: readonly Diagnostic[];
}

/** The content that is shown, read from the disk when it is asked for, and again after `changed`. */
export interface ContentReading {
  readonly now: () => Reading;
  readonly find: (slug: string) => ContentPackage | undefined;
  readonly changed: () => void;
}

/** @param paths folders or files of packages, relative to `cwd`; none: all content of the repository */
export function openReading({ root }: Repository, paths: readonly string[], cwd: string): ContentReading {
  let reading: Reading | undefined;
  const now = (): Reading => {
    reading ??= read(paths, cwd, root);
    return reading;
  };
  return {
    now,
    find: (slug) => now().packages.find((each) => each.slug === slug),
    changed: () => {
      reading = undefined;
    },
  };
}

function read(paths: readonly string[], cwd: string, root: string): Reading {
  const { files, manifests, problems } = selectFiles(
    paths.length > 0 ? paths : ['content'],
    paths.length > 0 ? cwd : root,
    root,
  );
  const all = new Map([...manifests, ...files].map((file) => [file.path, file]));
  const { value, problems: faults } = readContent([...all.values()]);
  return { packages: value?.packages ?? [], problems: [...problems, ...faults] };
}

/** Read back once for each reading of the package. */
const workbooks = new WeakMap<ContentPackage, { readonly workbook: Document<Workbook> | undefined }>();

/** The workbook of a package as it is shown, if it has one that can be read. */
export function shown(found: ContentPackage): Document<Workbook> | undefined {
  const known = workbooks.get(found) ?? { workbook: shownWorkbook(found) };
  workbooks.set(found, known);
  return known.workbook;
}
