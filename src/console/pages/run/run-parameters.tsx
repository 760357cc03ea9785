import { Fact } from '../../parts/fact.js';
import type { Run } from './run.js';

/** The parameters, external files and exclusion groups a run was asked with. */
export function RunParameters({ run: { parameters, externalFiles, exclude, liftedGuards } }: { run: Run }) {
  const facts: [string, string][] = [
    ...Object.entries(parameters).map(([name, value]): [string, string] => [name, String(value)]),
    ...Object.entries(externalFiles).map(([name, file]): [string, string] => [name, file.name]),
    ...(exclude.length > 0 ? [['Leaves out', exclude.join(', ')] as [string, string]] : []),
    ...(liftedGuards.length > 0 ? [['Without the guards', liftedGuards.join(', ')] as [string, string]] : []),
  ];
  if (facts.length === 0) return null;
  return (
    <section class="card stack tight">
      <h2>Parameters</h2>
      <dl class="facts">
        {facts.map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </dl>
    </section>
  );
}
