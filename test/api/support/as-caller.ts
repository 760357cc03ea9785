import type { Role, SiteScope } from '../../../src/model/caller.js';
import { createApiKey } from '../../../src/store/api-keys.js';
import { HttpClient } from '../../support/http-client.js';
import type { TestService } from '../../support/service.js';

/** The service as a caller of this name, role and reach speaks to it; it must ask for keys. */
export async function asCaller(
  service: TestService,
  name: string,
  role: Role,
  sites: SiteScope = 'all',
): Promise<TestService> {
  const { token } = await createApiKey(service.database, { name, role, sites }, 'the test');
  return { ...service, http: new HttpClient(`${service.api.url}/api/v1`, { Authorization: `Bearer ${token}` }) };
}
