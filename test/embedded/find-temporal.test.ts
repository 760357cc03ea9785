import assert from 'node:assert/strict';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { EmbeddedError } from '../../src/embedded/embedded-error.js';
import { findTemporal } from '../../src/embedded/find-temporal.js';
import { scratchFolder } from './support/scratch-folder.js';

describe('findTemporal', () => {
  let [bin, cacheFolder, home] = ['', '', ''];
  let lines: string[];
  let cleanUps: (() => void)[];

  beforeEach(() => {
    [lines, cleanUps] = [[], []];
    const path = scratchFolder((remove) => cleanUps.push(remove));
    [bin, cacheFolder, home] = [join(path, 'bin'), join(path, 'cache'), join(path, 'home')];
    [bin, home].forEach((folder) => mkdirSync(folder));
  });
  afterEach(() => cleanUps.forEach((cleanUp) => cleanUp()));

  /** A proxy that refuses at once, so that nothing is downloaded whatever this machine can reach. */
  const find = (path = `${bin}:/usr/bin:/bin`) =>
    findTemporal({
      path,
      cacheFolder,
      env: { HOME: home, HTTPS_PROXY: 'http://127.0.0.1:9', https_proxy: 'http://127.0.0.1:9' },
      report: (line) => lines.push(line),
    });

  function script(folder: string, name: string, text: string): string {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${text}\n`, { mode: 0o755 });
    return file;
  }
  const answers = (version: string) => `echo "temporal version ${version}"`;

  it('takes the one on the PATH before the one in the cache', async () => {
    const installed = script(bin, 'temporal', answers('1.0'));
    script(cacheFolder, 'temporal', answers('2.0'));
    assert.equal(await find(), installed);
    assert.deepEqual(lines, [`Using ${installed} (temporal version 1.0)`]);
  });

  it('passes over one on the PATH that does not answer, and takes the cached one', async () => {
    const broken = script(bin, 'temporal', 'exit 1');
    const cached = script(cacheFolder, 'temporal', answers('2.0'));
    assert.equal(await find(), cached);
    assert.match(lines[0]!, new RegExp(`${broken} does not answer`));
  });

  it('tries the download, then builds with Go, and keeps what it built', async () => {
    const seen = join(home, 'seen');
    const build = `echo "$CGO_ENABLED $*" > ${seen}; printf '#!/bin/sh\\n${answers('3.0')}\\n' > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"`;
    script(bin, 'go', `case $1 in version) echo go version go9;; install) ${build};; esac`);
    const built = await find();
    assert.equal(built, join(cacheFolder, 'temporal'));
    assert.equal(readFileSync(seen, 'utf8'), '0 install github.com/temporalio/cli/cmd/temporal@v1.5.1\n');
    const steps = [/^Downloading/, /^The download .* failed/, /^Building .* go9/, /^Built Temporal .*version 3\.0/];
    steps.forEach((step, index) => assert.match(lines[index] ?? '', step));
    assert.deepEqual(readdirSync(cacheFolder), ['temporal']);

    assert.equal(await find(), built);
    assert.match(lines.at(-1)!, /^Using the Temporal server kept in/);
  });

  it('gives both of two that build at once a whole server', async () => {
    const build = `printf '#!/bin/sh\\n${answers('3.0')}\\n' > "$GOBIN/temporal"; chmod +x "$GOBIN/temporal"`;
    script(bin, 'go', `case $1 in version) echo go version go9;; install) ${build};; esac`);
    const target = join(cacheFolder, 'temporal');
    assert.deepEqual(await Promise.all([find(), find()]), [target, target]);
    assert.deepEqual(readdirSync(cacheFolder), ['temporal']);
  });

  it('names every way out if nothing works', async () => {
    script(bin, 'go', 'echo "no network" >&2; [ "$1" = version ]');
    await assert.rejects(find(bin + ':/bin'), (error: Error) => {
      assert.ok(error instanceof EmbeddedError);
      for (const way of ['TEMPORAL_ADDRESS', 'on the PATH', 'temporal.download', 'install Go', 'no network']) {
        assert.ok(error.message.includes(way), `${way} is missing in: ${error.message}`);
      }
      return true;
    });
    assert.deepEqual(readdirSync(cacheFolder), []);
  });
});
