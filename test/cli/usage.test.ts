import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createProgram } from '../../src/cli/program.js';
import { beginIntegrator, ESCAPE, integratorFor, runBash } from './support/integrator.js';

const nobody = integratorFor('http://127.0.0.1:1', 'DEV');

describe('the command line without an API', () => {
  it('tells for every command what it does, what it takes, and examples of it', () => {
    const program = createProgram(() => assert.fail('nothing is run'), '0');
    const commands = program.commands.flatMap((one) => (one.commands.length > 0 ? [one, ...one.commands] : [one]));
    assert.ok(commands.length > 30);
    for (const command of commands) {
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      const name = command.name();
      assert.notEqual(command.description(), '', name);
      assert.match(help, /Examples:\n {2}\$ /, name);
      assert.match(help, /Global Options:\n(.*\n)+.*--json/, name);
      for (const option of command.options) assert.notEqual(option.description, '', `${name} ${option.flags}`);
    }
  });

  it('prints help and its version where they are asked for', async () => {
    const help = await nobody('--help');
    assert.deepEqual([help.code, help.stderr], [0, '']);
    assert.match(help.stdout, /^Usage: integrator/);
    assert.match(help.stdout, /3 Completed with Errors/);
    assert.match((await nobody('--version')).stdout, /^\d+\.\d+\.\d+\n$/);
  });

  const misunderstood: [what: string, args: string[], said: RegExp][] = [
    ['no command', [], /Usage: integrator/],
    ['a command there is not', ['rnu'], /unknown command 'rnu'[^]*Did you mean run/],
    ['an option there is not', ['runs', '--stauts', 'Failed'], /unknown option '--stauts'[^]*Did you mean --status/],
    ['an argument that is missing', ['run'], /missing required argument 'integration'/],
    ['a stop without its reason', ['site', 'stop'], /required option '--reason <text>' not specified/],
    ['a choice there is not', ['runs', '--status', 'Done'], /Allowed choices are In-Progress, Completed/],
    ['a limit that is none', ['runs', '--limit', '0'], /Expected a number from 1 to 500/],
    ['a parameter without a name', ['run', 'employees', '--param', 'ACME'], /ACME: expected name=value/],
    ['a file that is not there', ['run', 'employees', '--file', 'nowhere.csv'], /There is no file nowhere\.csv/],
    ['a file for a set', ['run', 'night', '--set', '--dry-run'], /takes no --dry-run/],
    ['two files of one name', ['run', 'x', '--file', 'a/x.csv', '--external', 'y=b/x.csv'], /Two of the files/],
    ['an address that is none', ['runs', '--url', 'localhost:8080'], /localhost:8080 is no address of the API/],
    ['a key file that is not there', ['runs', '--key-file', 'nowhere'], /--key-file nowhere: expected a file/],
    ['a time that is none', ['calendar', '--from', 'monday'], /monday: expected a date/],
    ['a file to apply that is not there', ['apply', '-f', 'nowhere.yaml'], /There is no file nowhere\.yaml/],
    ['a shell it does not know', ['completion', 'tcsh'], /Allowed choices are bash, zsh, fish/],
  ];
  for (const [what, args, said] of misunderstood) {
    it(`ends with 2, and says what to write instead, given ${what}`, async () => {
      const { code, stdout, stderr } = await nobody(...args);
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, said);
    });
  }

  it('asks which site is meant where none is named', async () => {
    const { code, stderr } = await integratorFor('http://127.0.0.1:1')('runs');
    assert.deepEqual([code, stderr], [2, 'Which site? Say --site LIVE, or set INTEGRATOR_SITE.\n']);
  });

  it('says that nobody answers, and ends with 1', async () => {
    const { code, stdout, stderr } = await nobody('runs');
    assert.deepEqual([code, stdout], [1, '']);
    assert.match(stderr, /Nobody answers at http:\/\/127\.0\.0\.1:1\. Is the API up\?/);
  });

  it('gives programs the problem as a document', async () => {
    const { code, stdout } = await nobody('runs', '--json');
    assert.equal(code, 1);
    assert.equal((JSON.parse(stdout) as { code: string }).code, 'unreachable');
  });

  it('points at the line of YAML that cannot be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'integrator-cli-'));
    try {
      const file = join(folder, 'site.yaml');
      await writeFile(file, 'site: DEV\nkind: [DEV\n');
      const { code, stderr } = await nobody('apply', '-f', file);
      assert.equal(code, 1);
      assert.match(stderr, /nothing was changed\.\n.*site\.yaml:3:1/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('prints what makes each shell complete', async () => {
    for (const shell of ['bash', 'zsh', 'fish']) {
      const { code, stdout } = await nobody('completion', shell);
      assert.equal(code, 0);
      assert.match(stdout, /integrator complete -- /);
    }
  });

  const completions: [begun: string[], expected: string[]][] = [
    [['re'], ['rejects', 'rerun']],
    [
      ['site', 'st'],
      ['start', 'stop'],
    ],
    [
      ['site', 'stop', '--mode', ''],
      ['drain', 'halt'],
    ],
    [
      ['runs', '--status', 'Co'],
      ['Completed', 'Completed with Errors'],
    ],
    [['run', '--w'], ['--wait']],
    [
      ['completion', ''],
      ['bash', 'fish', 'zsh'],
    ],
    // Nobody answers: nothing is completed, and nothing is said.
    [['run', ''], []],
  ];
  for (const [begun, expected] of completions) {
    it(`completes ${JSON.stringify(begun.join(' '))}`, async () => {
      const { code, stdout, stderr } = await nobody('complete', '--', ...begun);
      assert.deepEqual([code, stderr], [0, '']);
      assert.deepEqual(stdout.split('\n').filter(Boolean), expected);
    });
  }

  it('completes in bash what it completes by itself', async () => {
    const { stdout: script } = await nobody('completion', 'bash');
    const asked = `COMP_WORDS=(integrator schedule en); COMP_CWORD=2; _integrator; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout } = await runBash(`integrator() { "$NODE" "$BINARY" "$@"; }\n${script}\n${asked}`);
    assert.equal(stdout, 'enable\n');
  });

  it('colors nothing in a pipe', async () => {
    const { stderr, stdout } = await beginIntegrator(['doctor'], { INTEGRATOR_URL: 'http://127.0.0.1:1' }).ended;
    assert.ok(!(stdout + stderr).includes(ESCAPE));
  });
});
