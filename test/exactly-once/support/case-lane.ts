import type { PostgresProxy } from '../../support/postgres-proxy.js';
import type { TestService } from '../../support/service.js';

/** An Integrator whose worker reaches its databases through proxies. */
export interface CaseLane {
  readonly service: TestService;
  /** Between the worker and the control database. */
  readonly control: PostgresProxy;
  /** Between the worker and the databases of the sites: the target of imports, the source of exports. */
  readonly target: PostgresProxy;
  /** Where files are while they are received. */
  readonly incoming: string;
  /** Where files are that came out of others. */
  readonly opened: string;
  /** Makes good what a case that failed may have left. */
  renew(): Promise<void>;
  stop(): Promise<void>;
}
