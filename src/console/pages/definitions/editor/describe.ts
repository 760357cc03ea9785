import { hoverTooltip } from '@codemirror/view';

import { explain, typeOf, type Guide } from './guide.js';
import { schemasAt, type JsonSchema } from './json-schema.js';
import { placeAt } from './place-at.js';

/** Shows what a property is for while the pointer is on it. */
export function describeBy(guide: () => Guide | undefined) {
  return hoverTooltip(({ state }, position) => {
    const known = guide();
    const word = state.wordAt(position);
    if (known === undefined || word === null) return null;
    const place = placeAt(state.doc.toString(), word.to);
    const path = place.part === 'value' ? place.path : [...place.path, place.written];
    const [schema] = schemasAt(known, path, place.names);
    if (schema === undefined || explain(schema) === '') return null;
    return { pos: word.from, end: word.to, above: true, create: () => ({ dom: note(String(path.at(-1)), schema) }) };
  });
}

function note(name: string, schema: JsonSchema): HTMLElement {
  const dom = document.createElement('div');
  const title = document.createElement('strong');
  title.textContent = name;
  dom.className = 'cm-described';
  dom.append(title, ` ${typeOf(schema)}`, document.createElement('br'), explain(schema));
  return dom;
}
