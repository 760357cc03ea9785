import assert from 'node:assert/strict';

/** What becomes of a request: it is a run, it is held, or a start has discarded it. */
export type Fate = 'run' | 'held' | 'discarded';

export type Move = 'start, discard' | 'start, run' | 'stop, halt' | 'stop, drain' | 'none';

/** A request of a step, and what its answer said; a signal has none. */
export interface Asked {
  name: string;
  integration: string;
  answer: 'let through' | 'refused' | 'none';
}

interface Request extends Asked {
  step: number;
  /** How many starts there had been when it was asked. */
  starts: number;
  /** What may have become of it, as far as the order of things that came at once is not known. */
  may: readonly Fate[];
}

/** A site as the seed describes it, where nothing takes time. */
export class SiteModel {
  state: 'Running' | 'Stopped' = 'Stopped';
  readonly requests: Request[] = [];
  /** What a start is to run. */
  private commencing: Request[] = [];
  private steps = 0;
  private starts = 0;

  /** A start or a stop, and requests that come at the same time: each of them before it, or after. */
  step(move: Move, asked: readonly Asked[]): void {
    const [before, { starts }] = [this.state, this];
    if (before === 'Stopped' && move.startsWith('start')) this.start(move);
    if (move.startsWith('stop')) this.state = 'Stopped';
    this.steps++;
    for (const one of asked) {
      const may = fatesOf(before, move).filter((fate) => fits(one.answer, fate, move));
      assert.ok(may.length > 0, `${one.name} was ${one.answer} by a site that was ${before}, with ${move}`);
      this.requests.push({ ...one, step: this.steps, starts, may });
    }
  }

  /** @throws AssertionError where a request has become what it may not. */
  judge(fates: ReadonlyMap<string, Fate>): void {
    for (const { name, may } of this.requests) {
      const fate = fates.get(name);
      assert.ok(fate !== undefined && may.includes(fate), `${name} is ${fate ?? 'lost'}`);
    }
    const left = this.commencing.filter(({ name }) => fates.get(name) === 'held');
    assert.ok(this.state === 'Stopped' || left.length === 0, 'a site that stays Running runs all that it held');
    const last = Math.max(...this.commencing.filter((one) => !left.includes(one)).map(({ step }) => step));
    for (const { name, step } of left) assert.ok(step >= last, `${name} was not run in its turn`);
  }

  /** Learns what each request has become, now that nothing is under way. @throws as `judge` does. */
  settle(fates: ReadonlyMap<string, Fate>): void {
    this.judge(fates);
    for (const request of this.requests)
      request.may = [...request.may].filter((fate) => fate === fates.get(request.name));
    this.commencing = [];
  }

  /** Asked for while it was not Running, and not started since. */
  statusOf(integration: string): string {
    const isPending = this.requests.some((request) => {
      return request.integration === integration && request.may[0] === 'held' && request.starts === this.starts;
    });
    return isPending ? 'Pending Changed' : '';
  }

  private start(move: Move): void {
    this.state = 'Running';
    this.starts++;
    const held = this.requests.filter(({ may }) => may[0] === 'held');
    for (const request of held) request.may = move === 'start, run' ? ['run', 'held'] : ['discarded'];
    if (move === 'start, run') this.commencing = held;
  }
}

function fatesOf(before: 'Running' | 'Stopped', move: Move): Fate[] {
  if (before === 'Running') return move.startsWith('stop') ? ['run', 'held'] : ['run'];
  if (move === 'start, discard') return ['run', 'held', 'discarded'];
  return move === 'start, run' ? ['run', 'held'] : ['held'];
}

/** What was refused while a start was under way may yet be run by it. */
function fits(answer: Asked['answer'], fate: Fate, move: Move): boolean {
  if (answer === 'none') return true;
  return (answer === 'let through') === (fate === 'run') || (answer === 'refused' && move === 'start, run');
}
