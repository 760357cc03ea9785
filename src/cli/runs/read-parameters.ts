import { answerOf } from '../../client/create-client.js';
import type { Session } from '../session.js';

type Value = string | number | boolean;

/** Values of parameters, each of the type its integration declares; one that is none is sent as text, and refused. */
export async function readParameters(
  session: Session,
  site: string,
  integration: string,
  texts: Readonly<Record<string, string>>,
): Promise<Record<string, Value>> {
  const path = { site, integration };
  const { definition } = await answerOf(
    session.api.GET('/api/v1/sites/{site}/integrations/{integration}', { params: { path } }),
  );
  const types = new Map(definition.parameters.map(({ name, type }) => [name, type]));
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, readValue(text, types.get(name))]));
}

function readValue(text: string, type: string | undefined): Value {
  const isNumber = type === 'integer' || type === 'number';
  if (isNumber && text.trim() !== '' && !Number.isNaN(Number(text))) return Number(text);
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
