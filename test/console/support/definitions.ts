import assert from 'node:assert/strict';

import type { Locator, Page } from 'playwright-core';

import { uniqueSite, type TestService } from '../../support/service.js';

/** An integration, as it is saved first. */
export const THINGS = {
  source: { connection: 'inbox', file: 'things.csv' },
  schema: { primaryKey: 'id', fields: [{ name: 'id' }, { name: 'name', constraints: { required: true } }] },
  target: { connection: 'target', table: 'things', mode: 'upsert' },
};

/** A site with three connections, an exclusion group, the integration `things`, a set of it and a schedule. */
export async function makeDefinitions(service: TestService): Promise<string> {
  const site = uniqueSite();
  const made = await service.http.put(`/sites/${site}`, {
    kind: 'DEV',
    timeZone: 'Australia/Sydney',
    connections: {
      target: { kind: 'postgres', url: 'env:TARGET_URL' },
      inbox: { kind: 'folder', path: service.folder },
      nowhere: { kind: 'folder', path: '/nowhere/at/all' },
    },
    exclusionGroups: { casuals: { employment: ['casual'] } },
  });
  assert.equal(made.status, 201, made.text);
  await putThings(service, site, THINGS);
  const set = { abortOnFailure: true, members: [{ integration: 'things' }] };
  assert.equal((await service.http.put(`/sites/${site}/integration-sets/night`, set)).status, 201);
  const recurrence = { repeats: 'By Day', every: 1, startDate: '2030-01-01', startTime: '06:00', end: 'Forever' };
  const schedule = await service.http.put(`/sites/${site}/schedules/early`, { integration: 'things', recurrence });
  assert.equal(schedule.status, 201, schedule.text);
  return site;
}

/** Saves the integration, past the console. */
export async function putThings(service: TestService, site: string, definition: object): Promise<void> {
  const { status, text } = await service.http.put(`/sites/${site}/integrations/things`, definition);
  assert.ok(status === 200 || status === 201, text);
}

/** The integration as the API has it. */
export async function readThings(
  service: TestService,
  site: string,
): Promise<{ version: number; definition: { description?: string; target: { mode: string } } }> {
  return (await service.http.get(`/sites/${site}/integrations/things`)).body as never;
}

/** The editor, which is not the view of differences. */
export function editor(page: Page): Locator {
  return page.getByRole('textbox', { name: /as YAML$/ });
}

export function press(within: Page | Locator, name: string): Promise<void> {
  return within.getByRole('button', { name, exact: true }).click();
}

export function dialog(page: Page, name: string): Locator {
  return page.getByRole('dialog', { name, exact: true });
}

/** Puts another text in place of all that is in the editor. */
export async function write(page: Page, text: string): Promise<void> {
  await editor(page).click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

/** Writes a line after all that is in the editor, which has begun to show an integration that upserts. */
export async function append(page: Page, line: string): Promise<void> {
  await editor(page).getByText('upsert').click();
  await page.keyboard.press('ControlOrMeta+End');
  await page.keyboard.type(line);
}
