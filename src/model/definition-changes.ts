/** A part in which two definitions differ. */
export interface DefinitionChange {
  /** `schema.fields[2].type`; empty of the whole. */
  path: string;
  /** Absent where the part is new. */
  from?: unknown;
  /** Absent where the part is gone. */
  to?: unknown;
}

/** Where two JSON values differ; what only one of them has is named once, not part by part. */
export function definitionChanges(from: unknown, to: unknown, path = ''): DefinitionChange[] {
  if (Array.isArray(from) && Array.isArray(to)) {
    const longer = from.length > to.length ? from : to;
    return longer.flatMap((_, index) => definitionChanges(from[index], to[index], `${path}[${index}]`));
  }
  if (isRecord(from) && isRecord(to)) {
    const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
    return names.flatMap((name) =>
      definitionChanges(own(from, name), own(to, name), path === '' ? name : `${path}.${name}`),
    );
  }
  return from === to ? [] : [{ path, from, to }];
}

/** Any name may stand in a definition, also one that every object inherits. */
function own(of: Record<string, unknown>, name: string): unknown {
  return Object.hasOwn(of, name) ? of[name] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
