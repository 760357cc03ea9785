import type { Api } from '../../api.js';
import type { Definition } from './definition.js';

/** What of the site an example can name. */
interface Known {
  connections: Api['Site']['connections'];
  integrations: readonly string[];
}

/** An example to begin with: valid where the site has what it names, and with what is what in comments. */
export function startText(kind: Definition['kind'], known: Known): string {
  if (kind === 'site') return SITE.replace('UTC', Intl.DateTimeFormat().resolvedOptions().timeZone);
  return kind === 'integration' ? integrationText(known) : setText(known);
}

const SITE = `# LIVE, STAGE or DEV. A LIVE site is marked, so that nobody takes it for another.
kind: DEV

# The days and hours of schedules and of the log.
timeZone: UTC

# Named endpoints. A secret is never written here, only where it is found: env:NAME or file:/path.
connections:
  hr: { kind: postgres, url: 'env:HR_DATABASE_URL' }
  inbox: { kind: folder, path: ./inbox }
`;

function integrationText({ connections }: Known): string {
  const firstOf = (...kinds: string[]) => Object.entries(connections).find(([, { kind }]) => kinds.includes(kind))?.[0];
  const [folder, database] = [firstOf('folder', 'sftp'), firstOf('postgres')];
  return `# For those who read it later. This is an import; see the documentation for direction: export.
description: Employees, as the HR system exports them each night.
${sourceText(folder)}
# More rejects than this, and nothing of the file is applied: a number of records, or a share.
limits: { maxRejects: 5% }

schema:
  # The field, or fields, that name a record.
  primaryKey: employee_number
  # Each column of the file: its type, and what must be true of its values.
  fields:
    - { name: employee_number, constraints: { pattern: 'E[0-9]{8}' } }
    - { name: last_name, constraints: { required: true, maxLength: 100 } }
    - { name: hire_date, type: date }
    - { name: pay_rate, type: number, constraints: { minimum: 0 } }

# upsert: new records are inserted and known ones updated. Others: insert, replace.
${database === undefined ? '# The site has no postgres connection yet: add one to the site, and name it here.\n' : ''}target: { connection: ${database ?? 'hr'}, table: employee, mode: upsert }
`;
}

function sourceText(folder: string | undefined): string {
  if (folder === undefined) return '';
  return `
# Where the file is taken from when a run brings none of its own.
source: { connection: ${folder}, file: employees.csv }
`;
}

function setText({ integrations }: Known): string {
  const members = integrations.slice(0, 3).map((name) => `  - { integration: ${name} }`);
  return `# For those who read it later.
description: What comes in each night.

# true: when one of them does not end Completed, those after it are not run.
abortOnFailure: true

# They run one after the other. A member may have parameters, a file and exclusion groups of its own.
${members.length === 0 ? '# The site has no integration yet: make one first.\n' : ''}members:
${members.join('\n') || '  - { integration: employees }'}
`;
}
