import type { AuthenticationSettings } from '../../../../src/api/authentication/authentication-settings.js';
import type { Role, SiteScope } from '../../../../src/model/caller.js';
import { createApiKey } from '../../../../src/store/api-keys.js';
import { HttpClient } from '../../../support/http-client.js';
import { startService, type TestService } from '../../../support/service.js';

/** A service that asks for keys, and clients that have one. */
export class GuardedService {
  private constructor(readonly service: TestService) {}

  static async start(settings: Partial<AuthenticationSettings> = {}): Promise<GuardedService> {
    return new GuardedService(await startService({ worker: false, authentication: { mode: 'required', ...settings } }));
  }

  /** A client that sends this token, or none. */
  as(token?: string): HttpClient {
    return new HttpClient(this.service.api.url, token === undefined ? {} : { Authorization: `Bearer ${token}` });
  }

  /** A new key, which nobody has used yet. */
  async makeKey(role: Role, sites: SiteScope = 'all', name = `a ${role}`): Promise<{ id: string; token: string }> {
    const { key, token } = await createApiKey(this.service.database, { name, role, sites }, 'test');
    return { id: key.id, token };
  }

  stop(): Promise<void> {
    return this.service.stop();
  }
}
