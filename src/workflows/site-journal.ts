import { formatLogLine, type LogEntry, type Speaker } from '../model/site-log.js';

/** How many lines a site keeps; older ones go. */
const KEPT = 200;
/** How many characters of a line are kept; it travels with the site from execution to execution. */
const LONGEST = 500;

/** The log of a site's Integrator: what it did, newest last. */
export class SiteJournal {
  constructor(private readonly entries: LogEntry[]) {}

  write(speaker: Speaker, text: string): void {
    this.entries.push({ at: Date.now(), speaker, text: text.slice(0, LONGEST) });
    if (this.entries.length > KEPT) this.entries.shift();
  }

  endsWith(text: string): boolean {
    return this.entries.at(-1)?.text === text.slice(0, LONGEST);
  }

  lines(timeZone: string): string[] {
    return this.entries.map((entry) => formatLogLine(entry, timeZone));
  }

  carry(): LogEntry[] {
    return this.entries;
  }
}
