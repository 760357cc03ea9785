/**
 * The first line that a page shows and a command has not said; undefined where it has said them all, in their order. `…`
 * stands for anything, and any number of spaces for any other.
 */
export function missingLine(expected: readonly string[], said: string): string | undefined {
  const lines = said.split('\n');
  let next = 0;
  return expected.find((line) => {
    const pattern = patternOf(line);
    while (next < lines.length && !pattern.test(lines[next]!)) next += 1;
    next += 1;
    return next > lines.length;
  });
}

function patternOf(line: string): RegExp {
  const words = line.trim().split(/\s+/).map(escape);
  return new RegExp(`^\\s*${words.join('\\s+')}\\s*$`);
}

function escape(word: string): string {
  return word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll('…', '.*');
}
