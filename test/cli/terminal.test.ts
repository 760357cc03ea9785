import assert from 'node:assert/strict';
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { importSite, type ImportSite } from '../api/support/import-site.js';
import { startService, uniqueSite, type TestService } from '../support/service.js';
import { BINARY, ESCAPE } from './support/integrator.js';

/** What Ctrl-C sends to a terminal. */
const CTRL_C = '\u0003';
const hasScript = spawnSync('script', ['--version']).status === 0;

describe('the command line on a terminal', function () {
  // Each command is a process of its own.
  this.timeout(180_000);

  let service: TestService;
  let site: ImportSite;
  let folder: string;

  before(async function () {
    // `script` of util-linux makes the pseudo-terminal.
    if (!hasScript) {
      console.log('      skipped: there is no `script` of util-linux here, which gives a terminal');
      this.skip();
    }
    service = await startService();
    site = await importSite(service);
    folder = await mkdtemp(join(tmpdir(), 'integrator-terminal-'));
  });

  after(async () => {
    if (!hasScript) return;
    await rm(folder, { recursive: true });
    await service.stop();
  });

  /** Runs a command on a terminal of 100 columns; answers what it asks. */
  const onTerminal = async (command: string, answer = '', environment: Record<string, string> = {}) => {
    const { PATH = '' } = process.env;
    const line = `stty cols 100 rows 40; "${process.execPath}" "${BINARY}" ${command}`;
    const child = spawn('script', ['--quiet', '--return', '--command', line, '/dev/null'], {
      env: { PATH, SHELL: '/bin/sh', TERM: 'xterm', TZ: 'UTC', ...environment },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (answer !== '' && said.includes('(yes/no)')) child.stdin.end(`${answer}\n`);
    });
    const closed = once(child, 'close') as Promise<[code: number | null]>;
    const [[code], output] = await Promise.all([closed, text(child.stdout)]);
    // Escapes as they are written elsewhere.
    return { code, output: output.replaceAll(ESCAPE, '\\e') };
  };

  it('draws a bar over and over on one line, colors the status, and cleans up', async () => {
    const file = join(folder, 'things.csv');
    await writeFile(file, 'id,name\n1,Ann\n');
    const given = { INTEGRATOR_URL: service.api.url, INTEGRATOR_SITE: site.site };
    const { code, output } = await onTerminal(`run things --file ${file} --wait`, '', given);
    assert.equal(code, 0, output);
    assert.match(output, /\r\\e\[Kthings\.csv {2}\[#{24}\] 100% {2}upload/);
    assert.match(output, /Status +\\e\[22m {2}\\e\[32mCompleted\\e\[39m/);
    const plain = await onTerminal('site list', '', { ...given, NO_COLOR: '1' });
    assert.doesNotMatch(plain.output, /\\e\[\d+m/);
  });

  it('shows a reject without what would steer the terminal', async () => {
    const { id } = await site.run('id,name\n,\u001B]0;title\u0007\u009Bx\n');
    const { output } = await onTerminal(`rejects get ${id}`, '', { INTEGRATOR_URL: service.api.url });
    assert.match(output, /]0;titlex/);
    for (const control of ['\\e', '\u0007', '\u009B']) assert.ok(!output.includes(control), output);
  });

  it('fits tables into the width', async () => {
    const given = { INTEGRATOR_URL: service.api.url, INTEGRATOR_SITE: site.site, NO_COLOR: '1' };
    const { output } = await onTerminal('runs', '', given);
    const lines = output.split('\r\n').filter((line) => line !== '');
    assert.ok(lines.length >= 2, output);
    for (const line of lines) assert.ok(line.length <= 100, line);
  });

  it('asks before it applies a file, and goes by the answer, which may be Ctrl-C', async () => {
    const id = uniqueSite();
    const file = join(folder, 'site.yaml');
    const example = await readFile(join(import.meta.dirname, '../../examples/site.yaml'), 'utf8');
    await writeFile(file, example.replace('site: DEV', `site: ${id}`));
    const given = { INTEGRATOR_URL: service.api.url };
    const declined = await onTerminal(`apply -f ${file}`, 'no', given);
    assert.equal(declined.code, 1);
    assert.match(declined.output, /Apply this to site \S+\? \(yes\/no\)[^]*Nothing was changed\./);
    const left = await onTerminal(`apply -f ${file}`, CTRL_C, given);
    assert.equal(left.code, 130, left.output);
    assert.equal((await service.http.get(`/sites/${id}`)).status, 404);
    const applied = await onTerminal(`apply -f ${file}`, 'yes', given);
    assert.equal(applied.code, 0, applied.output);
    assert.equal((await service.http.get(`/sites/${id}`)).status, 200);
  });
});
