import type { Request } from 'express';
import type { z } from 'zod';

import type { Answer } from './route.js';
import { asWritten } from '../model/as-written.js';

/** What a definition reads as in YAML, by itself: its PUT takes it as it is. */
export const DEFINITION_MEDIA_TYPE = 'application/yaml';

/** Answers with the definition alone, in YAML, where the caller asks for that; else with the view of it, in JSON. */
export async function answerDefinition(
  request: Request,
  schema: z.ZodType,
  definition: unknown,
  view: () => unknown,
): Promise<Answer> {
  const type = request.accepts(['application/json', DEFINITION_MEDIA_TYPE]);
  const chosen = type === DEFINITION_MEDIA_TYPE ? { yaml: asWritten(schema, definition) } : { body: await view() };
  return { status: 200, headers: { Vary: 'Accept' }, ...chosen };
}
