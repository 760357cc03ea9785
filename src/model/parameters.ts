import { z } from 'zod';

import { IntegratorError } from './errors.js';

const value = z.union([z.string(), z.number(), z.boolean()]);

const parameterType = z.enum(['string', 'integer', 'number', 'boolean', 'date']);
type ParameterType = z.output<typeof parameterType>;

const fits: Record<ParameterType, (given: string | number | boolean) => boolean> = {
  string: (given) => typeof given === 'string',
  integer: (given) => Number.isSafeInteger(given),
  number: (given) => typeof given === 'number' && Number.isFinite(given),
  boolean: (given) => typeof given === 'boolean',
  date: (given) => z.iso.date().safeParse(given).success,
};

/** A parameter an integration declares; a run selects or enters its value. */
export const parameter = z
  .strictObject({
    name: z.string().regex(/^[A-Za-z][A-Za-z0-9_]{0,62}$/, 'expected a letter, then letters, digits and _'),
    type: parameterType.default('string'),
    required: z.boolean().default(false),
    default: value.optional(),
    description: z.string().optional(),
  })
  .superRefine(({ type, default: given }, context) => {
    if (given === undefined || fits[type](given)) return;
    context.addIssue({
      code: 'custom',
      path: ['default'],
      message: `expected a ${type}, got ${JSON.stringify(given)}`,
    });
  });

/** Values of parameters by name, as a run takes them. */
export const parameterValues = z.record(z.string(), value);

export type Parameter = z.output<typeof parameter>;
export type ParameterValues = z.output<typeof parameterValues>;

/**
 * The values a run goes with: what was given, completed by defaults.
 *
 * @throws IntegratorError `parameter-invalid` for one that is required and missing, unknown, or of another type.
 */
export function resolveParameters(declared: readonly Parameter[], given: ParameterValues): ParameterValues {
  const known = declared.map(({ name }) => name);
  const unknown = Object.keys(given).find((name) => !known.includes(name));
  if (unknown !== undefined) {
    const expected = known.length > 0 ? `expected one of ${known.join(', ')}` : 'this integration has no parameters';
    throw new IntegratorError('parameter-invalid', `There is no parameter ${unknown}: ${expected}.`, {
      parameter: unknown,
    });
  }
  return Object.fromEntries(declared.flatMap((one) => resolveParameter(one, given)));
}

function resolveParameter(declared: Parameter, given: ParameterValues): [string, string | number | boolean][] {
  const { name, type } = declared;
  const chosen = Object.hasOwn(given, name) ? given[name] : declared.default;
  if (chosen === undefined) {
    if (!declared.required) return [];
    throw new IntegratorError('parameter-invalid', `The parameter ${name} is required: give it a ${type}.`, {
      parameter: name,
    });
  }
  if (!fits[type](chosen)) {
    throw new IntegratorError(
      'parameter-invalid',
      `The parameter ${name} is a ${type}; got ${JSON.stringify(chosen)}.`,
      { parameter: name },
    );
  }
  return [[name, chosen]];
}
