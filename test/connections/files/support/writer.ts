// A sender in a process of its own, for the tests: writes into the file given as its argument, a line at a time, telling
// of each, until its stdin ends; then writes the last line.
import { appendFileSync } from 'node:fs';

const [path = ''] = process.argv.slice(2);
const write = (line: string) => {
  appendFileSync(path, `${line}\n`);
  console.log(line);
};
write('first');
const writing = setInterval(() => write('more'), 10);
process.stdin.resume().once('end', () => {
  clearInterval(writing);
  write('last');
});
