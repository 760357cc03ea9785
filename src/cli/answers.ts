import type { components } from '../client/api-types.js';

type Schemas = components['schemas'];

// What the API answers, by the names commands call it.
export type Run = Schemas['Run'];
export type RunSummary = Schemas['RunSummary'];
export type RunStatus = Run['status'];
export type Site = Schemas['Site'];
export type SiteInList = Schemas['SiteInList'];
export type Integration = Schemas['Integration'];
export type Schedule = Schemas['Schedule'];
export type ScheduleDetail = Schemas['ScheduleDetail'];
export type ScheduleInList = Schemas['ScheduleInList'];
export type SchedulePreview = Schemas['SchedulePreview'];
export type CalendarItem = Schemas['CalendarItem'];
