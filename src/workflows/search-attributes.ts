import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

const keyword = (name: string) => defineSearchAttributeKey(name, SearchAttributeType.KEYWORD);

/** By what the Web UI's list can be searched. Keywords, never personal data. */
export const IntegratorSite = keyword('IntegratorSite');
export const IntegratorIntegration = keyword('IntegratorIntegration');
export const IntegratorRunName = keyword('IntegratorRunName');
export const IntegratorStatus = keyword('IntegratorStatus');
export const IntegratorTrigger = keyword('IntegratorTrigger');

/** All of them, to be registered with the namespace before a worker starts. */
export const SEARCH_ATTRIBUTES = [
  IntegratorSite,
  IntegratorIntegration,
  IntegratorRunName,
  IntegratorStatus,
  IntegratorTrigger,
];
