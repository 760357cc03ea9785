import { IntegratorError } from './errors.js';
import type { Parameter, ParameterValues } from './parameters.js';

const TYPES: Readonly<Record<Parameter['type'], string>> = {
  string: 'text',
  integer: 'bigint',
  number: 'numeric',
  boolean: 'boolean',
  date: 'date',
};

/** What may hold a colon that is none of a parameter: strings, quoted names, comments, dollar quotes, casts. */
const TOKENS =
  /[eE]'(?:[^'\\]|\\[^]|'')*'|'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[^]*?\*\/|\$([A-Za-z_]\w*)?\$[^]*?\$\1\$|::|:(?<name>[A-Za-z]\w*)/g;

/** A query whose parameters are read from settings of the session, and those settings. */
export interface BoundQuery {
  text: string;
  /** To be set with `set_config(name, value, true)`. */
  settings: { name: string; value: string }[];
}

/**
 * Replaces `:name` by an expression that reads the parameter's value. COPY takes no bound values, and a value must never
 * become part of a statement: a setting of the transaction carries it.
 *
 * @throws IntegratorError `source-invalid` for a name that is no parameter.
 */
export function bindParameters(query: string, declared: readonly Parameter[], values: ParameterValues): BoundQuery {
  const settings: BoundQuery['settings'] = [];
  const text = query.replaceAll(TOKENS, (token: string, ...rest: unknown[]) => {
    const { name } = rest.at(-1) as { name?: string };
    if (name === undefined) return token;
    const parameter = declared.find((one) => one.name === name);
    if (parameter === undefined) throw unknown(name, declared);
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) return `null::${TYPES[parameter.type]}`;
    const setting = `integrator.parameter_${settings.length + 1}`;
    settings.push({ name: setting, value: String(value) });
    return `current_setting('${setting}')::${TYPES[parameter.type]}`;
  });
  return { text, settings };
}

function unknown(name: string, declared: readonly Parameter[]): IntegratorError {
  const known = declared.map((one) => `:${one.name}`).join(', ') || 'none';
  const message = `The query names :${name}, which is no parameter of the integration; it has: ${known}.`;
  return new IntegratorError('source-invalid', message);
}
