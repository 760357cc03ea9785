import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

import { Starts } from '../start/support/starts.js';
import type { Started } from '../start/support/started.js';
import { missingLine } from './support/missing-line.js';
import { pages, PROJECT } from './support/pages.js';
import { Reader } from './support/reader.js';
import { readSteps, unlabelledCommands, type PageCommand } from './support/read-page.js';

/** Each page begins with what `npm start` has made, and knows nothing of the other pages. */
describe('the commands of the documentation', function () {
  // Each command is a process of its own; one waits for a schedule to fire, within two minutes.
  this.timeout(240_000);
  const starts = new Starts();
  after(() => starts.end());

  for (const page of pages()) {
    const markdown = readFileSync(join(PROJECT, page), 'utf8');

    it(`${page} says of all commands whether they are run`, () => {
      assert.deepEqual(unlabelledCommands(markdown), [], 'lines of fences that should be ```sh or ```console');
    });

    const steps = readSteps(markdown);
    if (!steps.some(({ kind }) => kind === 'command')) continue;

    describe(page, () => {
      let started: Started;
      let reader: Reader;
      before(async () => {
        started = await starts.start(starts.newData()).isUp();
        reader = new Reader(starts.folder(), started);
      });
      after(async () => {
        await reader.end();
        started.interrupt();
        await started.exit();
      });

      for (const [index, step] of steps.entries()) {
        if (step.kind === 'file') {
          it(`${step.line}: the reader writes ${step.name}`, () => reader.write(step.name, step.content));
        } else {
          const next = steps[index + 1];
          it(`${step.line}: ${step.text}`, () => assertSays(reader, step, next?.kind === 'command' ? next : undefined));
        }
      }
    });
  }
});

/** The command succeeds, unless the page asks right after it how it has ended; and says what the page shows of it. */
async function assertSays(reader: Reader, command: PageCommand, next: PageCommand | undefined): Promise<void> {
  const { code, output } = await reader.enter(command.text);
  if (next?.text !== 'echo $?') assert.equal(code, 0, output);
  const missing = missingLine(command.expected, output);
  assert.equal(missing, undefined, `It did not say "${missing ?? ''}", but:\n${output}`);
}
