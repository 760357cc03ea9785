import type { components } from '../client/api-types.js';
import { createClient } from '../client/create-client.js';
import { givenKey } from './session.js';

/** The API the page is from. */
export const api = createClient({ url: '', token: givenKey });

/** What the API takes and answers, by the names of its description. */
export type Api = components['schemas'];
