import assert from 'node:assert/strict';
import { join } from 'node:path';

import { ESLint } from 'eslint';

const root = join(import.meta.dirname, '..');

/** The rules of ARCHITECTURE.md that lint finds broken when `code` stands in `file`. */
async function brokenRules(file: string, code: string): Promise<string[]> {
  const eslint = new ESLint({ cwd: root });
  const [result] = await eslint.lintText(code, { filePath: join(root, file) });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? ''}: ${message}`);
}

describe('the house', () => {
  const forbidden: [string, string, string, RegExp][] = [
    [
      'model looks into a room',
      'src/model/run.ts',
      "import '../store/runs.js';",
      /no-restricted-paths.*model may import only itself/,
    ],
    ['model names a framework', 'src/model/run.ts', "import 'express';", /no-restricted-imports.*no framework/],
    ['records look into the store', 'src/records/decimal.ts', "import '../store/runs.js';", /no-restricted-paths/],
    [
      'connections look into activities',
      'src/connections/check-connection.ts',
      "import '../activities/open-run.js';",
      /no-restricted-paths/,
    ],
    ['the store looks into the API', 'src/store/runs.ts', "import '../api/problem.js';", /no-restricted-paths/],
    [
      'the API looks into activities',
      'src/api/problem.ts',
      "import '../activities/open-run.js';",
      /no-restricted-paths/,
    ],
    [
      'a folder of the API looks into activities',
      'src/api/routes/health.ts',
      "import '../../activities/open-run.js';",
      /no-restricted-paths/,
    ],
    ['the API looks into a workflow', 'src/api/problem.ts', "import '../workflows/site.js';", /no-restricted-paths/],
    [
      'a workflow uses an activity itself',
      'src/workflows/site.ts',
      "import { createActivities } from '../activities/index.js'; createActivities;",
      /no-restricted-imports.*Only types/,
    ],
    [
      'a workflow reaches for Node',
      'src/workflows/site.ts',
      "import 'node:fs';",
      /no-restricted-imports.*deterministic/,
    ],
    [
      'the codec looks into the store',
      'src/codec/payload-keys.ts',
      "import '../store/runs.js';",
      /no-restricted-paths/,
    ],
    ['the client looks into the API', 'src/client/follow.ts', "import '../api/problem.js';", /no-restricted-paths/],
    ['the console looks into the API', 'src/console/api.ts', "import '../api/problem.js';", /no-restricted-paths/],
    [
      'a page of the console looks into the store',
      'src/console/pages/run/run-page.tsx',
      "import '../../../store/runs.js';",
      /no-restricted-paths/,
    ],
    ['the command line looks into the store', 'src/cli/pair.ts', "import '../store/runs.js';", /no-restricted-paths/],
    [
      'observability looks into activities',
      'src/observability/task-queue.ts',
      "import '../activities/open-run.js';",
      /no-restricted-paths/,
    ],
    ['a room looks at a root', 'src/api/problem.ts', "import '../config.js';", /no-restricted-paths/],
    ['embedded looks into a room', 'src/embedded/ports.ts', "import '../model/run.js';", /no-restricted-paths/],
    ['somebody else reads the environment', 'src/worker.ts', 'console.log(process.env.HOME);', /Only src\/config.ts/],
  ];

  for (const [what, file, code, expected] of forbidden) {
    it(`is not built when ${what}`, async () => {
      const broken = await brokenRules(file, code);
      assert.ok(
        broken.some((rule) => expected.test(rule)),
        broken.join('\n'),
      );
    });
  }

  it('lets each room use what it may', async () => {
    const allowed: [string, string][] = [
      ['src/activities/open-run.ts', "import '../store/runs.js';"],
      ['src/api/problem.ts', "import '../workflows/messages.js';"],
      [
        'src/workflows/site.ts',
        "import type { Activities } from '../activities/index.js'; export type A = Activities;",
      ],
    ];
    for (const [file, code] of allowed) {
      const broken = (await brokenRules(file, code)).filter((rule) => rule.includes('restricted'));
      assert.deepEqual(broken, [], file);
    }
  });
});
