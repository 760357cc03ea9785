import type { Defect } from './defect.js';
import { DEFECTS } from './defects.js';
import { ProjectCopy } from './project-copy.js';
import { runTests, type Outcome } from './run-tests.js';

/**
 * Entry: sees whether the tests that are named for the defects pass without them, and each fails once a copy of the
 * product has its defect. Arguments choose defects by words of their names.
 */
async function run(words: readonly string[]): Promise<void> {
  const chosen = DEFECTS.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const project = await ProjectCopy.create();
  try {
    await project.build();
    const sound = await runTests(
      project.path,
      chosen.map(({ caughtBy }) => caughtBy),
    );
    let caught = 0;
    for (const [index, defect] of chosen.entries()) {
      if (await isCaught(project, defect, sound[index] ?? 'missing')) caught++;
    }
    console.log(`${caught} defects caught, ${chosen.length - caught} not`);
    process.exitCode = caught === chosen.length && caught > 0 ? 0 : 1;
  } finally {
    await project.remove();
  }
}

/** @param sound how its test ended without the defect. */
async function isCaught(project: ProjectCopy, defect: Defect, sound: Outcome): Promise<boolean> {
  const { name, caughtBy } = defect;
  const [spoiled = 'missing'] = await project.having(defect, () => runTests(project.path, [caughtBy]));
  const isIt = sound === 'passed' && spoiled === 'failed';
  const end = isIt ? 'caught' : `NOT CAUGHT: ${sound} without, ${spoiled} with it`;
  console.log(`| ${name} | ${end} | ${caughtBy.file} | ${caughtBy.title} |`);
  return isIt;
}

await run(process.argv.slice(2));
