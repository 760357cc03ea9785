import type { ClonedSite } from '../store/clone-site.js';

/** What is left to do after a site became a copy, in the order in which it is done. */
export function adviseAfterClone(
  site: string,
  { connections, missingFiles, schedules }: Pick<ClonedSite, 'connections' | 'missingFiles' | 'schedules'>,
): string[] {
  const path = `/api/v1/sites/${site}`;
  const secrets = Object.entries(connections.secretsToGive).map(([name, places]) => `${name} (${places.join(', ')})`);
  const advice: [boolean, string][] = [
    [
      connections.copied.length > 0,
      `Give the connections that were copied (${connections.copied.join(', ')}) endpoints of this site by PUT ${path}.`,
    ],
    [secrets.length > 0, `Say by PUT ${path} where these secrets are found: ${secrets.join('; ')}.`],
    [
      true,
      `Arm a connection that is to write to an endpoint of a LIVE site: POST ${path}/connections/{connection}/arm with a reason. Until then runs that would are refused.`,
    ],
    [missingFiles.length > 0, `Upload the files that are named: ${missingFiles.join(', ')}.`],
    [
      schedules.copied.length > 0,
      `Enable the schedules that are to run here: POST ${path}/schedules/{schedule}/enable, or all of them: POST ${path}/schedules/enable with {"schedules": "all"}.`,
    ],
    [true, `Start the site: POST ${path}/start.`],
  ];
  return advice.flatMap(([applies, text]) => (applies ? [text] : []));
}
