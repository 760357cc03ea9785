import type { Template } from '../model/schedule-template.js';
import { runIdFrom } from '../store/run-id.js';
import type { FireKey } from '../store/fires.js';

/** A time at which a schedule is due, as the workflow that sees to it knows it. */
export interface DueFire {
  site: string;
  /** The schedule's name, and its id: one that is made anew under the same name has another. */
  schedule: string;
  id: string;
  /** What it is to run: an integration, or a set. */
  template: Template;
  /** ISO 8601. */
  intendedAt: string;
  /** The workflow that sees to it. */
  workflow: string;
}

/** What a fire is called in the store; its run follows from it, so that it is one however often it is looked at. */
export function fireKey({ id, intendedAt }: Pick<DueFire, 'id' | 'intendedAt'>): FireKey {
  const at = new Date(intendedAt);
  return { schedule: id, intendedAt: at, run: runIdFrom('fire', id, at.toISOString()) };
}
