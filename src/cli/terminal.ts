import { EXIT } from './exit-code.js';

/** Where a command speaks: what was asked for to stdout, how it goes and what is wrong to stderr. */
export interface Terminal {
  /** Columns of stdout; undefined where it is no terminal, and nothing needs to fit. */
  width: number | undefined;
  /** Whether somebody is there who can be asked, and who watches stderr. */
  isWatched: boolean;
  /** Lines for people, or a document, to stdout. */
  print: (...lines: readonly string[]) => void;
  /** Content as it is, to stdout. */
  write: (content: string | Uint8Array) => void;
  /** Lines to stderr. */
  note: (...lines: readonly string[]) => void;
  /** One line of stderr that the next one takes the place of; '' takes it away. Only where it `isWatched`. */
  redraw: (line: string) => void;
  /** Asks a question that only y or yes answers with yes. */
  confirm: (question: string) => Promise<boolean>;
}

export function openTerminal({ stdin, stdout, stderr }: NodeJS.Process): Terminal {
  // Whoever reads what comes has seen enough (`| head`).
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    width: stdout.isTTY ? stdout.columns : undefined,
    isWatched: stdin.isTTY && stderr.isTTY,
    print: (...lines) => lines.forEach((line) => stdout.write(`${line}\n`)),
    write: (content) => stdout.write(content),
    note: (...lines) => lines.forEach((line) => stderr.write(`${line}\n`)),
    redraw: (line) => stderr.write(`\r\u001B[K${line.slice(0, Math.max(0, stderr.columns - 1))}`),
    confirm: async (question) => {
      const { createInterface } = await import('node:readline/promises');
      const lines = createInterface({ input: stdin, output: stderr });
      lines.on('SIGINT', () => {
        stderr.write('\n');
        process.exit(EXIT.interrupted);
      });
      try {
        return /^y(es)?$/i.test((await lines.question(`${question} (yes/no) `)).trim());
      } finally {
        lines.close();
      }
    },
  };
}
