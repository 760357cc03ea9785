import type { Schedule } from './schedule.js';

/** What is scheduled: an integration, or a set. */
export interface Template {
  name: string;
  isSet: boolean;
}

export function templateOf({ integration, integrationSet }: Schedule): Template {
  return { name: integrationSet ?? integration ?? '', isSet: integrationSet !== undefined };
}
