import {
  Document,
  isCollection,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  visit,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';

/** How long a list or a mapping may be, in characters of JSON, to stand in one line. */
const ONE_LINE = 90;

/** A JSON value as YAML for people: what is short stands in one line, and nothing is said by reference. */
export function writeYaml(value: unknown): string {
  // What readers of YAML 1.1 would take for something else, such as a date or `yes`, is quoted.
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  visit(document, {
    Collection: (_, node, [, ...parents]) => {
      if (parents.length > 0 && isShort(node) && (isSeq(parents.at(-1)) || hasScalarsOnly(node))) node.flow = true;
    },
  });
  if (isMap(document.contents)) setApart(document.contents);
  return document.toString({ lineWidth: 0, singleQuote: true });
}

function isShort(node: YAMLMap | YAMLSeq): boolean {
  const json = JSON.stringify(node);
  // A text of several lines reads best as such.
  return json.length <= ONE_LINE && !json.includes('\\n');
}

function hasScalarsOnly(node: YAMLMap | YAMLSeq): boolean {
  return node.items.every((item) => isScalar(isPair(item) ? item.value : item));
}

/** A blank line before each part that takes several. */
function setApart({ items }: YAMLMap): void {
  for (const { key, value } of items.slice(1)) {
    if (isNode(key) && isCollection(value) && value.flow !== true) key.spaceBefore = true;
  }
}
