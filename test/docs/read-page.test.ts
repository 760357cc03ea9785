import assert from 'node:assert/strict';

import { missingLine } from './support/missing-line.js';
import { readSteps, unlabelledCommands } from './support/read-page.js';

/** A page, of its fences; `'''` stands for the sign of a fence. */
const page = (text: string): string => text.replaceAll("'''", '```');

describe('a page of the documentation', () => {
  it('has the commands of sh and of console, with what they say, and the files that are written', () => {
    const steps = readSteps(
      page(`Words\n'''sh\n# first\none --a \\\n  --b\n'''\n'''console\n$ two\nsaid\n'''\n'''yaml a.yaml\nb: 1\n'''`),
    );
    assert.deepEqual(steps, [
      { kind: 'command', line: 4, text: 'one --a \\\n  --b', expected: [] },
      { kind: 'command', line: 8, text: 'two', expected: ['said'] },
      { kind: 'file', line: 11, name: 'a.yaml', content: 'b: 1\n' },
    ]);
  });

  it('leaves out the fence right after the words why, and no other', () => {
    const text = page(`<!-- not run: no Docker -->\n\n'''sh\none\n'''\n\n'''sh\ntwo\n'''`);
    assert.deepEqual(
      readSteps(text).map((step) => step.kind === 'command' && step.text),
      ['two'],
    );
  });

  it('is told where it has commands of which nobody knows whether they are run', () => {
    assert.deepEqual(unlabelledCommands(page(`'''\ncurl http://there\n'''\n\n'''\nSite DEV\n'''`)), [1]);
  });
});

describe('what a page shows of what a command says', () => {
  const said = 'Run Name      first\nStatus        Completed\nRecords       3 read (all)';

  it('is there in its order, whatever stands between, with any number of spaces and … for anything', () => {
    assert.equal(missingLine(['Run Name first', 'Records 3 read (…)'], said), undefined);
  });

  it('is missed where it is not said, in another order, or only a part of a line', () => {
    assert.equal(missingLine(['Status Failed'], said), 'Status Failed');
    assert.equal(missingLine(['Status Completed', 'Run Name first'], said), 'Run Name first');
    assert.equal(missingLine(['Records 3'], said), 'Records 3');
    assert.equal(missingLine(['Status Completed', 'Status Completed'], said), 'Status Completed');
  });
});
