import { CancellationScope, condition } from '@temporalio/workflow';

/** One thing that is to happen at a time, in milliseconds since 1970; by one timer, until it is set anew or cleared. */
export class Alarm<Setting extends { at: number }> {
  private current: Setting | undefined;

  constructor(
    private readonly summary: string,
    private readonly ring: (setting: Setting) => Promise<void>,
  ) {}

  /** What it is set to, while it has not rung. */
  get setting(): Setting | undefined {
    return this.current;
  }

  set(setting: Setting): void {
    this.current = setting;
    // Nobody hears of it when it is cancelled: the workflow that is ended by hand ends it too.
    void CancellationScope.nonCancellable(() => this.wait(setting));
  }

  clear(): void {
    this.current = undefined;
  }

  private async wait(setting: Setting): Promise<void> {
    // A time that has passed, as one may while no worker is there, has come.
    const ahead = Math.max(setting.at - Date.now(), 1);
    if (await condition(() => this.current !== setting, ahead, { summary: this.summary })) return;
    this.clear();
    await this.ring(setting);
  }
}
