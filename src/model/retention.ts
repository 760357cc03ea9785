import { z } from 'zod';

/** How long what nobody sets is kept, in days. */
export const KEPT_DAYS = {
  /** What was done to sites, and what retention itself has removed. */
  audits: 400,
  /** Markers of loads in targets: no attempt sleeps so long. */
  markers: 30,
  /** What a killed process has left in the file store; a file nobody refers to may be about to be. */
  leftovers: 1,
} as const;

const days = (fallback: number, description: string) =>
  z
    .int()
    .min(1)
    .max(36_500)
    .default(fallback)
    .meta({ description: `Days; ${description}` });

/** For how long a site keeps what its runs have left; counted from the end of a run. */
export const retention = z
  .strictObject({
    runs: days(400, 'how long a run is kept after its end, with its steps and its rejects.'),
    files: days(90, 'how long the files of a run are kept, so that it can be run again.'),
    rejects: days(90, 'how long rejects are kept that are corrected, or overtaken by a later run.'),
    openRejects: z
      .int()
      .min(1)
      .max(36_500)
      .optional()
      .meta({ description: 'Days; how long open rejects are kept. Where absent, as long as their run.' }),
  })
  .prefault({});

export type Retention = z.output<typeof retention>;
