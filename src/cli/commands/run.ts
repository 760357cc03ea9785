import { basename } from 'node:path';

import type { Command } from 'commander';

import { answerOf } from '../../client/create-client.js';
import { examples } from '../examples.js';
import { given } from '../given.js';
import { collect, collectPair } from '../pair.js';
import { finishRun } from '../runs/finish-run.js';
import { readParameters } from '../runs/read-parameters.js';
import { uploadFile } from '../runs/upload-file.js';
import type { OpenSession, Session } from '../session.js';
import { UsageError } from '../usage-error.js';

interface RunOptions {
  file?: string;
  param?: Record<string, string>;
  external?: Record<string, string>;
  name?: string;
  exclude?: string[];
  dryRun?: true;
  wait?: true;
  set?: true;
}

export function addRunCommand(program: Command, open: OpenSession): void {
  program
    .command('run')
    .summary('run an integration, or an integration set')
    .description('Run an Integration. The file is uploaded first; without one, its own source is taken.')
    .argument('<integration>', 'the integration, or with --set the integration set')
    .option('--file <path>', 'a source file, .csv, .zip, .pgp or .gpg')
    .option('--param <name=value>', 'a parameter; again for each', collectPair)
    .option('--external <name=path>', 'an external file; again for each', collectPair)
    .option('--name <name>', 'a unique Run Name')
    .option('--exclude <group>', 'an exclusion group to leave out; again for each', collect)
    .option('--dry-run', 'apply, count, and roll back')
    .option('--wait', 'wait for the end of the run, and end as it does')
    .option('--set', 'what is named is an integration set')
    .addHelpText(
      'after',
      examples(
        'run employees --file employees.csv --wait',
        'run employees --param company=ACME --dry-run --wait',
        'run night-IntegrationSet --set --wait --json',
      ),
    )
    .action(async (name: string, options: RunOptions, command: Command) => {
      const session = open(command);
      const site = session.site();
      const body = options.set === true ? bodyOfSet(name, options) : await bodyOf(session, site, name, options);
      const run = await answerOf(session.api.POST('/api/v1/sites/{site}/runs', { params: { path: { site } }, body }));
      await finishRun(session, run, options.wait === true);
    });
}

/** @throws UsageError for what is of integrations alone. */
function bodyOfSet(integrationSet: string, { name, file, param, external, exclude, dryRun }: RunOptions) {
  const wrong = Object.keys(given({ file, param, external, exclude, dryRun }))[0];
  if (wrong === undefined) return { integrationSet, ...given({ name }) };
  throw new UsageError(
    `An integration set takes no --${wrong.replace('R', '-r')}: its members say what they run with.`,
  );
}

async function bodyOf(session: Session, site: string, integration: string, options: RunOptions) {
  const { file, external = {}, param, name, exclude, dryRun } = options;
  requireDifferentNames([...(file === undefined ? [] : [file]), ...Object.values(external)]);
  const externalFiles: Record<string, string> = {};
  // Others may upload files of the same names before the run is asked for.
  const contents: Record<string, string> = {};
  const upload = async (path: string): Promise<string> => {
    const uploaded = await uploadFile(session, site, path);
    contents[uploaded.file] = uploaded.sha256;
    return uploaded.file;
  };
  for (const [as, path] of Object.entries(external)) externalFiles[as] = await upload(path);
  return {
    integration,
    ...given({ name, exclude, dryRun }),
    ...(file === undefined ? {} : { file: await upload(file) }),
    ...(param === undefined ? {} : { parameters: await readParameters(session, site, integration, param) }),
    ...(options.external === undefined ? {} : { externalFiles }),
    ...(Object.keys(contents).length > 0 && { contents }),
  };
}

/** On the site a file's name stands for one content. @throws UsageError */
function requireDifferentNames(paths: readonly string[]): void {
  const names = paths.map((path) => basename(path));
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice === undefined) return;
  throw new UsageError(
    `Two of the files are called ${twice}: give them different names, by which the site knows them.`,
  );
}
