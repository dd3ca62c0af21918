import { relative, resolve } from 'node:path';
import { counted, renderProblem } from '@picket/diagnostics';
import { contentCounts, contentTable, shortPlan } from '../account.ts';
import { exitCodes, planPolicy, type RunCommand, textOption } from '../command.ts';
import { applyStage } from '../pipeline/apply-stage.ts';
import { checkedLine, openTarget, showProblems, withConnection } from '../pipeline/open.ts';
import { buildStage, checkStage, hasErrors, planStage, writeTemplates } from '../pipeline/stages.ts';
import { testStage } from '../pipeline/test-stage.ts';
import { problemsOf } from '../pipeline/test-suite.ts';
import { textOf } from '../pipeline/write-file.ts';
import { renderTests } from '../test-report/index.ts';

export const run: RunCommand = async (io, _args, options) => {
  const opened = openTarget(io, options);
  if (!opened) return exitCodes.usage;
  const { repository, target } = opened;
  const say = (text: string) => (options.json ? io.err(text) : io.out(text));

  const checked = await checkStage(io, repository);
  showProblems(io, checked);
  if (!checked.content) {
    io.err('Nothing was built or deployed.\n');
    return exitCodes.problems;
  }
  say(`Checked ${contentCounts(checked.content)}: ${checkedLine(checked)}\n\n${contentTable(checked.content)}\n`);

  const tested = await testStage(io, repository, checked.files);
  const failures = tested.reports.filter((report) => hasErrors(problemsOf(report)));
  if (failures.length > 0) {
    io.err(renderTests('text', failures, (file) => textOf(resolve(repository.root, file)), io.colour));
    io.err('Nothing was built or deployed.\n');
    return exitCodes.problems;
  }
  say(`Tested ${counted(tested.rules, 'rule')}: ${counted(tested.cases, 'case')} hold\n`);

  const built = buildStage(repository, { ...checked, content: checked.content });
  for (const problem of built.problems) io.err(renderProblem(problem, () => undefined, io.colour));
  if (!built.value || hasErrors(built.problems)) return exitCodes.problems;
  const folder = resolve(repository.root, textOption(options, 'out') ?? 'dist');
  const { files, written } = writeTemplates(built.value, folder);
  say(`Built ${counted(files, 'template')}, ${written === 0 ? 'all as before' : `${written} written`}\n`);

  const { resources } = built.value;
  return withConnection(
    opened,
    async (connection) => {
      const { plan } = await planStage(repository, target, connection, resources, planPolicy(options));
      say(shortPlan(plan));
      for (const problem of plan.problems) io.err(renderProblem(problem, () => undefined, io.colour));
      if (hasErrors(plan.problems)) {
        io.err('Nothing was deployed.\n');
        return exitCodes.problems;
      }
      const code = await applyStage(io, repository, connection, plan, options);
      say(`\nTemplates: ${relative(io.cwd, folder) || '.'}/\n`);
      if (connection.stateFile) say(`State:     ${connection.stateFile}\n`);
      return code;
    },
    checked.analysisOf,
  );
};
