type Value = string | number | boolean;

/** A parameter as a definition declares it. */
export interface DeclaredParameter {
  name: string;
  /** A string where nothing is said. */
  type?: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  required?: boolean;
  default?: Value;
  description?: string;
}

/** What was entered for parameters, by name; empty where nothing was. */
export type ParameterTexts = Readonly<Record<string, string>>;

/** The values of what was entered, as the API takes them. What is no value of its type stays text: the API says so. */
export function readParameters(parameters: readonly DeclaredParameter[], texts: ParameterTexts): Record<string, Value> {
  return Object.fromEntries(
    parameters.flatMap(({ name, type }): [string, Value][] => {
      const text = texts[name] ?? '';
      return text === '' ? [] : [[name, readValue(text, type)]];
    }),
  );
}

/** Values as they are entered. */
export function writeParameters(values: Readonly<Record<string, Value>>): ParameterTexts {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
}

function readValue(text: string, type: DeclaredParameter['type']): Value {
  const isNumber = type === 'integer' || type === 'number';
  if (isNumber && text.trim() !== '' && !Number.isNaN(Number(text))) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
