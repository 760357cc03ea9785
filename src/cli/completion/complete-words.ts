import type { Command, Option } from 'commander';

import { answerOf } from '../../client/create-client.js';
import type { Session } from '../session.js';

/** How long the API may take to name sites and integrations, in milliseconds: somebody is typing. */
const ANSWER_WITHIN = 1000;

/**
 * What may stand in the place of the last word: commands, options, the choices of an option or an argument, and sites and
 * integrations where the API tells them at once.
 *
 * @param words after `integrator`, the last of them begun.
 */
export async function completeWords(program: Command, words: readonly string[], session: Session): Promise<string[]> {
  const begun = words.at(-1) ?? '';
  const { command, positions, last } = walk(program, words.slice(0, -1));
  const option = optionOf(command, last);
  const isValue = option !== undefined && !option.isBoolean();
  const found = isValue
    ? await valuesOf(option, session)
    : begun.startsWith('-')
      ? optionsOf(command)
      : [...commandsOf(command), ...(await argumentsOf(command, positions, session))];
  return found.filter((word) => word.startsWith(begun)).sort();
}

/** The command that the words come to, and how many of its arguments are there. */
function walk(program: Command, words: readonly string[]) {
  let [command, positions] = [program, 0];
  for (const [at, word] of words.entries()) {
    const before = optionOf(command, words[at - 1]);
    const isValue = before !== undefined && !before.isBoolean();
    if (word.startsWith('-') || isValue) continue;
    const next = command.commands.find((one) => one.name() === word);
    if (next === undefined) positions += 1;
    else command = next;
  }
  return { command, positions, last: words.at(-1) };
}

function allOptions(command: Command): Option[] {
  const parents = command.parent === null ? [] : allOptions(command.parent);
  return [...command.options, ...parents].filter(({ hidden }) => !hidden);
}

function optionOf(command: Command, word: string | undefined): Option | undefined {
  return word === undefined
    ? undefined
    : allOptions(command).find(({ long, short }) => word === long || word === short);
}

function optionsOf(command: Command): string[] {
  return [...allOptions(command).flatMap(({ long }) => long ?? []), '--help'];
}

function commandsOf(command: Command): string[] {
  return command
    .createHelp()
    .visibleCommands(command)
    .map((one) => one.name());
}

async function valuesOf({ argChoices, long }: Option, session: Session): Promise<string[]> {
  if (argChoices !== undefined) return argChoices;
  if (long === '--site') return named('site', session);
  return long === '--integration' ? named('integration', session) : [];
}

async function argumentsOf(command: Command, positions: number, session: Session): Promise<string[]> {
  const argument = command.registeredArguments[positions];
  if (argument === undefined) return [];
  return argument.argChoices ?? named(argument.name(), session);
}

/** What the API knows of that name; nothing where it does not answer at once. */
async function named(what: string, { api, siteOrNone }: Session): Promise<string[]> {
  const signal = AbortSignal.timeout(ANSWER_WITHIN);
  const site = siteOrNone();
  try {
    if (what === 'site') return (await answerOf(api.GET('/api/v1/sites', { signal }))).items.map((one) => one.site);
    if (site === undefined) return [];
    const request = { params: { path: { site } }, signal };
    if (what === 'integration') {
      const { items } = await answerOf(api.GET('/api/v1/sites/{site}/integrations', request));
      return items.map(({ integration }) => integration);
    }
    if (what !== 'schedule') return [];
    const { items } = await answerOf(api.GET('/api/v1/sites/{site}/schedules', request));
    return items.map(({ name }) => name);
  } catch {
    return [];
  }
}
