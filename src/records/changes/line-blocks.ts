/**
 * The lines of a text, some thousand at a time. Each character is one byte (latin1), so that lines are compared and
 * written as they are, whatever they hold; the line end (LF) is left out.
 */
export async function* lineBlocks(content: AsyncIterable<Buffer>): AsyncGenerator<string[]> {
  let begun = '';
  for await (const bytes of content) {
    const lines = (begun + bytes.toString('latin1')).split('\n');
    begun = lines.pop() ?? '';
    if (lines.length > 0) yield lines;
  }
  if (begun !== '') yield [begun];
}
