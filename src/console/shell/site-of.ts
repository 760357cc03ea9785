/** The site a page is of, by its address. */
export function siteOf(path: string): string | undefined {
  const [, first, site] = path.split('/');
  return first === 'sites' && site !== undefined && site !== '' ? decodeURIComponent(site) : undefined;
}
