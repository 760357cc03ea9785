import { Option, type Command } from 'commander';

import { answerOf } from '../../client/create-client.js';
import { examples } from '../examples.js';
import { given } from '../given.js';
import { formatSite, formatSites } from '../print/site.js';
import type { OpenSession } from '../session.js';

interface StartOptions {
  at?: string;
  held?: 'discard' | 'run';
}

interface StopOptions {
  reason: string;
  mode?: 'halt' | 'drain';
  deadline?: string;
}

const SITE = 'the site; else --site, or INTEGRATOR_SITE';

/** Sites: what is going on there, Start Site, Stop Site, the log. */
export function addSiteCommands(program: Command, open: OpenSession): void {
  const site = program
    .command('site')
    .summary('sites: list, show, start, stop, log')
    .description("Sites: what is going on there, Start Site, Stop Site, the site's log.")
    .addHelpText('after', examples('site list', 'site start LIVE', 'site stop LIVE --reason stocktake', 'site log -f'));
  addLookingCommands(site, open);
  addSwitchingCommands(site, open);
}

function addLookingCommands(site: Command, open: OpenSession): void {
  site
    .command('list')
    .description('All sites that you reach.')
    .addHelpText('after', examples('site list'))
    .action(async (_options: object, command: Command) => {
      const session = open(command);
      const sites = await answerOf(session.api.GET('/api/v1/sites'));
      session.show(sites, () => formatSites(sites.items, session.terminal.width));
    });

  site
    .command('show')
    .summary('its Integrator, its tasks, what runs')
    .description("A site: its Integrator's state, every task, running runs, what is planned and what is held.")
    .argument('[site]', SITE)
    .addHelpText('after', examples('site show LIVE'))
    .action(async (named: string | undefined, _options: object, command: Command) => {
      const session = open(command);
      const params = { path: { site: session.site(named) } };
      const found = await answerOf(session.api.GET('/api/v1/sites/{site}', { params }));
      session.show(found, () => formatSite(found, session.terminal.width));
    });

  site
    .command('log')
    .summary('its newest lines')
    .description("The newest lines of the site's log.")
    .argument('[site]', SITE)
    .option('-f, --follow', 'go on with the lines that come, until Ctrl-C')
    .addHelpText('after', examples('site log', 'site log LIVE -f', 'site log -f --json'))
    .action(async (named: string | undefined, { follow }: { follow?: true }, command: Command) => {
      const session = open(command);
      const id = session.site(named);
      if (follow === true) {
        const { followLog } = await import('../site/follow-log.js');
        await followLog(session, id);
        return;
      }
      const call = session.api.GET('/api/v1/sites/{site}/log', { params: { path: { site: id } }, parseAs: 'text' });
      // An empty log is an answer, too.
      const lines = ((await call).data ?? '').split('\n').slice(0, -1);
      session.show({ lines }, () => lines);
    });
}

function addSwitchingCommands(site: Command, open: OpenSession): void {
  site
    .command('start')
    .summary('Start Site')
    .description('Start Site, now or later. The status of all tasks becomes blank.')
    .argument('[site]', SITE)
    .option('--at <time>', 'when: an ISO 8601 time with offset, such as 2026-11-23T06:00:00+11:00')
    .addOption(new Option('--held <choice>', 'what becomes of the requests that are held').choices(['discard', 'run']))
    .addHelpText('after', examples('site start LIVE', 'site start LIVE --held run'))
    .action(async (named: string | undefined, body: StartOptions, command: Command) => {
      const session = open(command);
      const params = { path: { site: session.site(named) } };
      const confirmed = await answerOf(session.api.POST('/api/v1/sites/{site}/start', { params, body }));
      session.show(confirmed, () => [confirmed.message]);
    });

  site
    .command('stop')
    .summary('Stop Site')
    .description('Stop Site, at any time, also in the middle of a run.')
    .argument('[site]', SITE)
    .requiredOption('--reason <text>', 'why: a brief note, such as stocktake')
    .addOption(
      new Option('--mode <mode>', 'halt: running runs end now; drain: they finish first').choices(['halt', 'drain']),
    )
    .option('--deadline <time>', 'when a drain turns into a halt: a time with offset, or a duration such as PT10M')
    .addHelpText('after', examples('site stop LIVE --reason stocktake', 'site stop LIVE --reason upgrade --mode drain'))
    .action(async (named: string | undefined, options: StopOptions, command: Command) => {
      const session = open(command);
      const params = { path: { site: session.site(named) } };
      const body = { ...given(options), reason: options.reason };
      const confirmed = await answerOf(session.api.POST('/api/v1/sites/{site}/stop', { params, body }));
      session.show(confirmed, () => [confirmed.message]);
    });
}
