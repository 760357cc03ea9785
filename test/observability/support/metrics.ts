/** What a process measures at a moment, as Prometheus reads it. */
export class Measured {
  private readonly lines: readonly string[];

  /** @param text the answer of /metrics. */
  constructor(readonly text: string) {
    this.lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  }

  /** Reads it at `url`, with the headers of the answer left out. @throws where the answer is no 200. */
  static async at(url: string): Promise<Measured> {
    const answer = await fetch(url);
    const text = await answer.text();
    if (!answer.ok) throw new Error(`${url} answers ${answer.status}: ${text}`);
    return new Measured(text);
  }

  /** The sum of the values of a metric that have these labels; undefined where there is none. */
  value(name: string, labels: Record<string, string> = {}): number | undefined {
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    const values = this.lines
      .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
      .filter((line) => wanted.every((pair) => new RegExp(`[{,]${escape(pair)}[,}]`).test(line)))
      .map((line) => Number(line.slice(line.lastIndexOf(' ') + 1)));
    return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
  }

  /** The names of all metrics it tells of, with their types. */
  types(): Map<string, string> {
    return new Map([...this.text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name = '', type = '']) => [name, type]));
  }
}

function escape(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
