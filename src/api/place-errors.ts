import { z } from 'zod';

import type { TextPlaces } from './text-places.js';
import { IntegratorError } from '../model/errors.js';

const issues = z.array(z.looseObject({ path: z.string(), message: z.string() }));

/** An error with the line and column in the body that each thing it names is about, whoever found it there. */
export function placeErrors(error: unknown, places: TextPlaces): unknown {
  if (!(error instanceof IntegratorError)) return error;
  const { success, data } = issues.safeParse(error.details.errors);
  if (!success) return error;
  const errors = data.map((issue) => ({ ...issue, ...places.of(issue) }));
  return new IntegratorError(error.code, error.message, { ...error.details, errors });
}
