import type { VNode } from 'preact';

import { Field } from './field.js';
import type { DeclaredParameter, ParameterTexts } from './parameter-texts.js';

interface ParametersFormProps {
  /** What the integration declares. */
  parameters: readonly DeclaredParameter[];
  /** What was entered, as text; `readParameters` makes values of it. */
  values: ParameterTexts;
  onChange: (values: ParameterTexts) => void;
  /** What is wrong, by the name of the parameter. */
  wrong?: Readonly<Record<string, string>>;
  /** Values that hold where nothing is entered, before the defaults of the integration: those of a set's member. */
  defaults?: Readonly<Record<string, string | number | boolean>>;
}

/** A field for each parameter of an integration, made from its definition. */
export function ParametersForm({ parameters, values, onChange, wrong = {}, defaults = {} }: ParametersFormProps) {
  return (
    <>
      {parameters.map((declared) => {
        const { name } = declared;
        const standard = defaults[name] ?? declared.default;
        return (
          <Field
            key={name}
            label={name}
            required={declared.required === true && standard === undefined}
            hint={hintOf(declared.description, standard)}
            wrong={wrong[name]}
          >
            {inputOf(declared, values[name] ?? '', (text) => onChange({ ...values, [name]: text }))}
          </Field>
        );
      })}
    </>
  );
}

function hintOf(description: string | undefined, standard: string | number | boolean | undefined) {
  const byDefault = standard === undefined ? undefined : `Default: ${String(standard)}`;
  const parts = [description, byDefault].filter((part) => part !== undefined && part !== '');
  return parts.length === 0 ? undefined : parts.join(' · ');
}

function inputOf({ type }: DeclaredParameter, value: string, enter: (text: string) => void) {
  const bound = {
    value,
    onInput: ({ currentTarget }: { currentTarget: { value: string } }) => enter(currentTarget.value),
  };
  return (type === 'boolean' ? choice(bound) : input(type, bound)) as VNode<Record<string, unknown>>;
}

interface Bound {
  value: string;
  onInput: (event: { currentTarget: { value: string } }) => void;
}

function choice(bound: Bound) {
  return (
    <select {...bound}>
      <option value="" />
      <option value="true">true</option>
      <option value="false">false</option>
    </select>
  );
}

function input(type: DeclaredParameter['type'], bound: Bound) {
  if (type === 'date') return <input type="date" {...bound} />;
  if (type === undefined || type === 'string') return <input {...bound} />;
  return <input type="number" step={type === 'integer' ? 1 : 'any'} {...bound} />;
}
