import type { Api } from '../../api.js';

/** A run as its page shows it. */
export type Run = Api['RunSummary'];
