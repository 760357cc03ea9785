import { startService, type TestService, type TestServiceOptions } from '../../support/service.js';
import { openConsole, type OpenConsole } from './open-console.js';

/** A whole Integrator, and a browser that shows its console, for the tests of one file. */
export interface StartedConsole extends Pick<OpenConsole, 'open' | 'closePages'> {
  service: TestService;
  /** For `after`. @throws AssertionError as `OpenConsole.close`. */
  stop: () => Promise<void>;
}

/** Call it in `before` with mocha's `this`. Where there is no Chromium, the tests are skipped, which is said. */
export async function startConsole(suite: Mocha.Context, options?: TestServiceOptions): Promise<StartedConsole> {
  const service = await startService(options);
  try {
    const { close, ...shown } = await openConsole(suite, service.api.url);
    return { ...shown, service, stop: () => close().finally(() => service.stop()) };
  } catch (error) {
    await service.stop();
    throw error;
  }
}
