import type { LookAtPart } from './readiness.js';
import { whyOf } from './why-of.js';
import type { FileStore } from '../../store/file-store.js';

/** Whether the file store takes files. */
export const lookAtFiles =
  (files: FileStore): LookAtPart =>
  async () => {
    await files.volume.tryWriting().catch((error: unknown) => {
      throw new Error(
        `The file store takes no files (${whyOf(error)}). Look whether INTEGRATOR_DATA is mounted, has room, and belongs to the user of this process.`,
      );
    });
  };
