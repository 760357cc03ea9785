// What cannot be sent is tried again after pauses that double. In seconds.

/** After the first try. */
export const FIRST_WAIT = 60;
/** No pause is longer. */
export const LONGEST_WAIT = 2 * 60 * 60;
/** Then it is given up, counted from the first try: an outage of our own does not use it up. */
export const TRIED_FOR = 24 * 60 * 60;
