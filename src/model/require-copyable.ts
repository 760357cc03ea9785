import { IntegratorError } from './errors.js';
import type { IntegratorState, SiteProperties } from './site.js';

/** Refuses a site that must not become the copy of another one. @throws IntegratorError `invalid-request`, `site-not-stopped`. */
export function requireCopyable({
  site,
  kind,
  integrator,
}: {
  site: string;
  kind: SiteProperties['kind'];
  integrator: IntegratorState;
}): void {
  if (kind === 'LIVE') {
    const message = `Site ${site} is LIVE: it does not become the copy of another one. Choose another site as to.`;
    throw new IntegratorError('invalid-request', message);
  }
  if (integrator === 'Stopped') return;
  const message = `Site ${site} is ${integrator}: stop it before it becomes the copy of another one.`;
  throw new IntegratorError('site-not-stopped', message);
}
