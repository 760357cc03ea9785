import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A fresh folder that every user may enter; removed after the test or suite that `cleanUp` belongs to. */
export function scratchFolder(cleanUp: (remove: () => void) => void): string {
  const path = mkdtempSync(join(tmpdir(), 'temporal-integrator-embedded-'));
  chmodSync(path, 0o755);
  cleanUp(() => rmSync(path, { recursive: true, force: true }));
  return path;
}
