import { LineCounter, parseDocument } from 'yaml';

import { TextPlaces } from '../../api/text-places.js';
import type { SiteContent } from '../../client/site-pieces.js';
import { readBy, type DefinitionIssue } from '../../model/definition-issues.js';
import { IntegratorError } from '../../model/errors.js';
import { siteFile, type SiteFile } from '../../model/site-file.js';
import { readTextFile } from '../read-yaml-file.js';
import { FileIssues } from './file-issues.js';

/** A site's file that was read. */
export interface ReadSiteFile {
  /** As it is written. */
  content: SiteContent;
  /** As it is meant: with all that goes without saying. */
  meant: SiteFile;
  /** What is wrong in it, with its place. */
  issues: (issues: readonly DefinitionIssue[]) => FileIssues;
}

/**
 * Reads a site's file, in YAML or JSON.
 *
 * @throws FileIssues for a text that is none, and for every part that its schema refuses.
 */
export async function readSiteFile(path: string): Promise<ReadSiteFile> {
  const lines = new LineCounter();
  const document = parseDocument(await readTextFile(path), { lineCounter: lines, prettyErrors: false });
  const faults = document.errors.map(({ message, pos: [start] }) => {
    const { line, col: column } = lines.linePos(start);
    return { path: '', message, line, column };
  });
  if (faults.length > 0) throw new FileIssues(path, faults);
  const places = new TextPlaces(document, lines);
  const issues = (all: readonly DefinitionIssue[]) =>
    new FileIssues(
      path,
      all.map((issue) => ({ ...issue, ...places.of(issue) })),
    );
  const content = document.toJS() as SiteContent;
  try {
    return { content, meant: readBy(siteFile, content, 'invalid-definition', 'site'), issues };
  } catch (error) {
    if (error instanceof IntegratorError) throw issues(error.details.errors as DefinitionIssue[]);
    throw error;
  }
}
