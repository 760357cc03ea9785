/**
 * A link that is broken off when nothing has come over it for too long: one whose other end is gone without a word, as
 * behind a router that has forgotten it, would else be waited for without end.
 */
export class LiveLink {
  private readonly broken = new AbortController();
  private readonly breakOff = (): void => this.broken.abort();
  private silence: ReturnType<typeof setTimeout> | undefined;

  /** @param silentAtMost in milliseconds. */
  constructor(
    private readonly over: AbortSignal,
    private readonly silentAtMost: number,
  ) {
    if (over.aborted) this.breakOff();
    over.addEventListener('abort', this.breakOff);
    this.lives();
  }

  /** Says that it is broken off, or that nobody wants it any more. */
  get signal(): AbortSignal {
    return this.broken.signal;
  }

  /** Something has come. */
  lives(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(this.breakOff, this.silentAtMost);
  }

  /** Ends it, and what still comes over it. */
  end(): void {
    clearTimeout(this.silence);
    this.over.removeEventListener('abort', this.breakOff);
    this.breakOff();
  }
}
