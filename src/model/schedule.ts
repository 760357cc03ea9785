import { z } from 'zod';

import { onFileInUse } from './import-integration.js';
import { memberGiven, memberInput } from './integration-set.js';
import { definitionName, runName } from './names.js';
import { recurrence } from './recurrence/recurrence.js';
import { sendKind } from './run.js';
import { templateIssues } from './template-issues.js';

/** How late a fire may still run, in minutes, unless the schedule says otherwise (DESIGN §5). */
const DEFAULT_CATCH_UP = 10;
const MINUTES_OF_A_WEEK = 7 * 24 * 60;

/** What becomes of a fire while the run of an earlier one is In-Progress. */
export const overlap = z.enum(['skip', 'queue', 'allow', 'cancel']);
export type Overlap = z.output<typeof overlap>;

/** What becomes of a fire that is due on a holiday. */
const holidayPolicy = z.enum(['skip', 'before', 'after']);

/** A Scheduled Integration Request: what to run, and when (seed: Schedule Integrations). */
export const schedule = z
  .strictObject({
    integration: definitionName.optional(),
    integrationSet: definitionName.optional(),
    ...memberInput.shape,
    runName: runName
      .optional()
      .meta({ description: 'Each run gets it with a date-time stamp; else its default name.' }),
    send: sendKind.optional().meta({ description: 'Send All or Send Changed of an integration.' }),
    onFileInUse: onFileInUse.optional(),
    members: z
      .array(memberGiven)
      .optional()
      .meta({ description: 'Of a set: what its members are given, by position; what is absent is as the set says.' }),
    recurrence,
    overlap: overlap.default('skip').meta({
      description:
        'While an earlier run is In-Progress. skip: Not Run. queue: one waits, others are Not Run. allow: both run. cancel: the earlier one is halted first.',
    }),
    catchUpMinutes: z
      .number()
      .int()
      .min(1)
      .max(MINUTES_OF_A_WEEK)
      .default(DEFAULT_CATCH_UP)
      .meta({ description: 'How late a fire may still run, after an outage.' }),
    jitterSeconds: z
      .number()
      .int()
      .min(0)
      .max(3600)
      .default(0)
      .meta({ description: 'Delay by up to so long, by chance.' }),
    pauseAfterFailures: z
      .number()
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Disable the schedule after so many runs in a row that have not Completed.' }),
    holidays: z
      .strictObject({ calendar: definitionName, policy: holidayPolicy })
      .optional()
      .meta({ description: 'A calendar of the site; skip: Not Run. before, after: on the nearest day that is none.' }),
  })
  .superRefine(({ holidays, recurrence: { repeats }, ...given }, context) => {
    for (const { path, message } of templateIssues(given)) context.addIssue({ code: 'custom', path, message });
    if (holidays !== undefined && holidays.policy !== 'skip' && (repeats === 'By Hour' || repeats === 'By Minute')) {
      const message = `expected skip: fires ${repeats} are moved to no other day`;
      context.addIssue({ code: 'custom', path: ['holidays', 'policy'], message });
    }
  });
export type Schedule = z.output<typeof schedule>;
