/** Room for ` resubmit 1234` in a Run Name, which has at most 200 characters. */
const LONGEST_PARENT = 185;

/**
 * The default Run Name of a resubmission: `night resubmit` for the run `night`, then `night resubmit 2`, …
 *
 * @param isTaken whether another run of the site has a name.
 */
export function resubmitName(parent: string, isTaken: (name: string) => boolean): string {
  const first = `${parent.slice(0, LONGEST_PARENT).trim()} resubmit`;
  let name = first;
  for (let number = 2; isTaken(name); number++) name = `${first} ${number}`;
  return name;
}
