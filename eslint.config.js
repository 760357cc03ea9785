import eslint from '@eslint/js';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import importX from 'eslint-plugin-import-x';
import tseslint from 'typescript-eslint';

/** Who may import whom (ARCHITECTURE.md): each room, and the other rooms it may look into. */
const mayImport = {
  model: [],
  records: ['model'],
  connections: ['model'],
  store: ['model'],
  workflows: ['model', 'activities/index.ts'],
  activities: ['model', 'records', 'connections', 'store'],
  codec: ['model'],
  // Logs, metrics, readiness.
  observability: ['model', 'store', 'workflows/search-attributes.ts'],
  api: [
    'model',
    'store',
    'workflows/messages.ts',
    'workflows/search-attributes.ts',
    'observability',
    // What a definition says of records and cannot be is refused when it is saved.
    'records/record-rule-issues.ts',
    'records/outgoing/outgoing-issues.ts',
    // Rejects as a spreadsheet, on their way out and back.
    'records/rejects-csv.ts',
    'records/rejects-csv-columns.ts',
    'records/rejects-csv-corrections.ts',
    'records/write-csv.ts',
    // Rejects in a grid: what its columns are, and what is wrong with them while they are corrected.
    'records/correctable-columns.ts',
    'records/check-records.ts',
  ],
  embedded: [],
  // The API's calls and their types, for whoever works with the service over HTTP.
  client: [],
  console: ['model', 'client'],
  // Where in a file that is applied something is wrong is told as the API tells it.
  cli: ['model', 'client', 'records', 'api/text-places.ts'],
};

/** Files that put rooms together; no room may look back at them. */
const roots = ['config.ts', 'cli-config.ts', 'plugin.ts', 'worker.ts', 'start.ts', 'api/index.ts', 'embedded'];

const zones = Object.entries(mayImport).flatMap(([room, allowed]) => {
  const other = Object.keys(mayImport).filter((name) => name !== room && !allowed.includes(name));
  return [...new Set([...other, ...roots.filter((root) => !root.startsWith(room))])].map((from) => ({
    target: `./src/${room}/{!(index.ts),*/**}`,
    from: `./src/${from}`,
    except: allowed.filter((path) => path.startsWith(`${from}/`)).map((path) => `./${path.slice(from.length + 1)}`),
    message: `${room} may import only ${allowed.length > 0 ? allowed.join(', ') : 'itself'} (ARCHITECTURE.md).`,
  }));
});

/** Rooms that are kept apart from frameworks: the only packages they may name. */
const packagesOf = (allowed, message) => ({
  'no-restricted-imports': [
    'error',
    { patterns: [{ regex: `^(?!\\.|${allowed.map((name) => `${name}($|/)`).join('|')})`, message }] },
  ],
});

export default tseslint.config(
  { ignores: ['dist/', 'src/client/api-types.d.ts', 'coverage/', '.integrator/', 'bench/results/'] },
  eslint.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  ...tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: { allowDefaultProject: ['eslint.config.js'] } } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-cycle': 'error',
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-default-export': 'error',
      'max-lines': ['error', { max: 300 }],
      eqeqeq: 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // A property that is left out of the rest.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // It does not know Temporal's defineUpdate<void>.
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/config.ts', 'src/cli-config.ts'],
    rules: {
      'no-restricted-syntax': [
        'error',
        {
          selector: "MemberExpression[object.name='process'][property.name='env']",
          message: 'Only src/config.ts, and for the command line src/cli-config.ts, read the environment.',
        },
      ],
    },
  },
  {
    files: ['src/model/**'],
    rules: packagesOf(
      ['zod', 'temporal-polyfill', 'rrule-temporal'],
      'model holds nouns and pure rules: no framework near (ARCHITECTURE.md).',
    ),
  },
  {
    files: ['src/codec/*.ts'],
    rules: packagesOf(
      ['node:\\w+', '@temporalio/common', '@temporalio/proto'],
      'codec encrypts payloads, whoever hands them to Temporal (ARCHITECTURE.md).',
    ),
  },
  {
    files: ['src/workflows/*.ts'],
    rules: {
      ...packagesOf(
        ['@temporalio/workflow', '@temporalio/common'],
        'Workflow code is deterministic: only @temporalio/workflow (ARCHITECTURE.md).',
      ),
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ group: ['**/activities/*'], allowTypeImports: true, message: 'Only types of activities.' }] },
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      '@typescript-eslint/no-unused-expressions': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['eslint.config.js'], ...tseslint.configs.disableTypeChecked },
  { files: ['eslint.config.js', '**/vite.config.ts'], rules: { 'import-x/no-default-export': 'off' } },
);
