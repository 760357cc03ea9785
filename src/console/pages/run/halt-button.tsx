import { useState } from 'preact/hooks';

import { Button } from '../../parts/button.js';
import { HaltRun } from '../../parts/halt-run.js';
import { useMay } from '../../shell/caller.js';
import type { Run } from './run.js';

/** The button Halt, and the window that asks for the reason. */
export function HaltButton({ run }: { run: Run }) {
  const may = useMay('operator', run.site);
  const [asking, setAsking] = useState(false);
  return (
    <>
      <Button kind="danger" disabled={!may} onClick={() => setAsking(true)}>
        Halt
      </Button>
      {asking && <HaltRun run={run} onClose={() => setAsking(false)} />}
    </>
  );
}
