import { type PageProblem, pageProblem } from '@picket/preview';
import { checkFiles } from '../pipeline/check-files.ts';
import { cacheFolder, type Repository } from '../pipeline/repository.ts';
import { selectFiles } from '../pipeline/select-files.ts';

/** What `picket check` says of a package's files; analyses are taken from its cache, and left there. */
export async function packageProblems(
  { root, declarations }: Repository,
  folder: string,
): Promise<readonly PageProblem[]> {
  const { files, named, manifests, problems } = selectFiles([folder], root, root);
  const { report } = await checkFiles({
    files,
    named,
    manifests,
    inRepository: true,
    declarations,
    cacheDirectory: cacheFolder(root, process.env),
    threads: 1,
    today: new Date().toISOString().slice(0, 10),
  });
  return [...problems, ...report.problems].map(pageProblem);
}
