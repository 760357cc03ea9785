/** A command of a page, with what the page shows of what it says. */
export interface PageCommand {
  kind: 'command';
  /** Where it stands, from 1. */
  line: number;
  text: string;
  expected: readonly string[];
}

/** A file that a page has its reader write. */
export interface PageFile {
  kind: 'file';
  line: number;
  name: string;
  content: string;
}

export type PageStep = PageCommand | PageFile;

interface Fence {
  line: number;
  language: string;
  /** What stands behind the language: the name of a file. */
  title: string;
  lines: string[];
  /** Why it is not run, where the page says so. */
  notRun: string | undefined;
}

const SHELLS: readonly string[] = ['sh', 'console'];

/** What a reader of the page does, in the order of the page (docs/README.md tells how a page says it). */
export function readSteps(markdown: string): PageStep[] {
  return readFences(markdown).flatMap((fence): PageStep[] => {
    if (fence.notRun !== undefined) return [];
    if (SHELLS.includes(fence.language)) return readCommands(fence);
    if (fence.title === '') return [];
    return [{ kind: 'file', line: fence.line, name: fence.title, content: `${fence.lines.join('\n')}\n` }];
  });
}

/** The lines of fences that look like a shell's and do not say which it is: nobody would run them. */
export function unlabelledCommands(markdown: string): number[] {
  const looksRunnable = /^\s*(\$ |integrator |curl |npm |npx |docker |export )/;
  return readFences(markdown)
    .filter(({ language, lines }) => language === '' && lines.some((text) => looksRunnable.test(text)))
    .map(({ line }) => line);
}

function readFences(markdown: string): Fence[] {
  const fences: Fence[] = [];
  let open: Fence | undefined;
  let notRun: string | undefined;
  for (const [index, text] of markdown.split('\n').entries()) {
    const fence = /^```(\w*) ?(.*)$/.exec(text);
    if (open !== undefined) {
      if (fence === null) open.lines.push(text);
      else open = undefined;
    } else if (fence !== null) {
      const [, language = '', title = ''] = fence;
      fences.push((open = { line: index + 1, language, title, lines: [], notRun }));
      notRun = undefined;
    } else if (text.trim() !== '') {
      notRun = /^<!-- not run: (.+) -->$/.exec(text)?.[1];
    }
  }
  return fences;
}

/** In `console`, commands stand behind `$ `, and what they say below; in `sh`, each line is a command. */
function readCommands({ language, line, lines }: Fence): PageCommand[] {
  const commands: (PageCommand & { expected: string[] })[] = [];
  let continues = false;
  for (const [index, text] of lines.entries()) {
    const last = commands.at(-1);
    const begins = language === 'sh' ? text.trim() !== '' && !text.startsWith('#') : text.startsWith('$ ');
    if (continues && last !== undefined) last.text += `\n${text}`;
    else if (begins) {
      const command = language === 'sh' ? text : text.slice(2);
      commands.push({ kind: 'command', line: line + 1 + index, text: command, expected: [] });
    } else if (text.trim() !== '') last?.expected.push(text);
    continues = text.endsWith('\\');
  }
  return commands;
}
