import type { DefinitionChange } from '../../model/definition-changes.js';
import { colors } from '../print/colors.js';
import { isChange, type NamedPiece, type PlannedPiece, type SitePlan } from './plan-site.js';

/** How much of a value is shown. */
const SHOWN = 60;

const KINDS = { site: 'site', integration: 'integration', integrationSet: 'integration set', schedule: 'schedule' };

/** What applying would do: + what is new, ~ what changes, - what is only there. */
export function formatPlan({ site, pieces, onlyThere }: SitePlan, prune: boolean): string[] {
  const changing = pieces.filter(isChange);
  const same = pieces.length - changing.length;
  return [
    `Site ${colors.bold(site)}`,
    ...changing.flatMap((planned) => formatPiece(site, planned)),
    ...onlyThere.map((piece) =>
      prune
        ? colors.red(`  - ${nameOf(piece)}: is deleted`)
        : colors.dim(`  - ${nameOf(piece)}: only there; stays, unless --prune is said`),
    ),
    ...(same === 0 ? [] : [colors.dim(`  = ${same} unchanged`)]),
  ];
}

/** `integration employees` */
export function nameOf({ kind, name }: NamedPiece): string {
  return `${KINDS[kind]} ${name}`;
}

/** `site DEV`, `integration employees` */
export function titleOf(site: string, { piece }: PlannedPiece): string {
  return piece.kind === 'site' ? `site ${site}` : nameOf(piece);
}

function formatPiece(site: string, planned: PlannedPiece): string[] {
  const title = titleOf(site, planned);
  if (planned.created) return [colors.green(`  + ${title}`)];
  return [colors.yellow(`  ~ ${title}`), ...planned.changes.map((change) => `      ${formatChange(change)}`)];
}

function formatChange({ path, from, to }: DefinitionChange): string {
  return `${path}: ${shown(from)} → ${shown(to)}`;
}

function shown(value: unknown): string {
  if (value === undefined) return '(none)';
  const text = JSON.stringify(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN - 1)}…` : text;
}
