import { z } from 'zod';

import { IntegratorError } from './errors.js';
import { fileName } from './names.js';

/** What the tokens of a file name stand for. */
export interface FileNameTokens {
  /** `{site}`. */
  site: string;
  /** `{run}`, in the name of a file that a run makes: its Run Name, with - for what no file name should have. */
  run?: string;
  /** `{file}`, in the name of a file that belongs to another one: that one's name. */
  file?: string;
  /** The moment of `{date:…}`; as a number, milliseconds since 1970. */
  at: Date | number;
  /** The IANA time zone whose calendar and clock `{date:…}` shows. */
  timeZone: string;
}

const TOKEN = /\{([^{}]*)\}/g;

/**
 * The name that a template stands for at one moment: `employees-{date:yyyyMMdd}.csv` → `employees-20261121.csv`.
 *
 * Tokens are `{site}`, `{file}` where there is one, and `{date:…}` of yyyy, yy, MM, dd, HH, mm, ss and whatever is no
 * letter. `{date-1d:…}` and `{date+1d:…}` count days of the zone's calendar: yesterday is yesterday, also when a day
 * has 23 hours.
 *
 * @throws IntegratorError `invalid-file-name` for a token it does not know; what `fileNameTemplate` accepts has none.
 */
export function expandFileName(template: string, tokens: FileNameTokens): string {
  if (/[{}]/.test(template.replaceAll(TOKEN, ''))) {
    throw invalid('expected { and } around tokens only, such as {date:yyyyMMdd}');
  }
  return template.replaceAll(TOKEN, (_, token: string) => expandToken(token, tokens));
}

/** Tokens by which templates are tried: no two parts of the moment are the same. */
export const SAMPLE_TOKENS: FileNameTokens = { site: 'LIVE', at: Date.UTC(2009, 10, 21, 8, 32, 54), timeZone: 'UTC' };

/** The name of a file, with tokens. */
export const fileNameTemplate = templateOf(SAMPLE_TOKENS);

/** The name of a file that a run makes, with tokens. */
export const madeFileTemplate = templateOf({ ...SAMPLE_TOKENS, run: 'employees-20091121-083254' });

/** The name of a file that belongs to another one, with tokens; `{file}` is that one's name. */
export const companionFileTemplate = templateOf({ ...SAMPLE_TOKENS, file: 'employees.csv' });

function templateOf(sample: FileNameTokens) {
  return z
    .string()
    .max(200)
    .superRefine((template, context) => {
      // What is built on the template, such as the comparison of two names, is not tried on a wrong one.
      for (const message of faultsOf(template, sample)) context.addIssue({ code: 'custom', message, continue: false });
    });
}

function faultsOf(template: string, sample: FileNameTokens): string[] {
  try {
    const name = fileName.safeParse(expandFileName(template, sample));
    return name.error?.issues.map(({ message }) => message) ?? [];
  } catch (error) {
    if (error instanceof IntegratorError) return [error.message];
    throw error;
  }
}

const DATE = /^date(?:(?<days>[+-]\d{1,4})d)?:(?<pattern>.+)$/;

function expandToken(token: string, { site, run, file, at, timeZone }: FileNameTokens): string {
  if (token === 'site') return site;
  if (token === 'run' && run !== undefined) return run.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-');
  if (token === 'file' && file !== undefined) return file;
  const { days = '0', pattern } = DATE.exec(token)?.groups ?? {};
  if (pattern !== undefined) {
    const day = wallClock(at, timeZone);
    day.setUTCDate(day.getUTCDate() + Number(days));
    return formatDate(day, pattern);
  }
  const known = `{site}, ${run === undefined ? '' : '{run}, '}${file === undefined ? '' : '{file}, '}{date:yyyyMMdd} or {date-1d:yyyyMMdd}`;
  throw invalid(`expected a token such as ${known}, got {${token}}`);
}

/** A moment whose UTC parts are what calendar and clock of the zone show at `at`. */
function wallClock(at: Date | number, timeZone: string): Date {
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }).format(at);
  return new Date(`${shown.replace(' ', 'T')}Z`);
}

function formatDate(day: Date, pattern: string): string {
  const [yyyy = '', MM = '', dd = '', HH = '', mm = '', ss = ''] = day.toISOString().split(/\D/);
  const parts = new Map(Object.entries({ yyyy, yy: yyyy.slice(-2), MM, dd, HH, mm, ss }));
  return pattern.replaceAll(/(\p{L})\1*/gu, (letters) => {
    const part = parts.get(letters);
    if (part !== undefined) return part;
    throw invalid(`expected yyyy, yy, MM, dd, HH, mm or ss in a date, got ${letters} in ${pattern}`);
  });
}

function invalid(message: string): IntegratorError {
  return new IntegratorError('invalid-file-name', message);
}
