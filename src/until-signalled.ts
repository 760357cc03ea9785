/**
 * Resolves when somebody asks the process to end (Ctrl-C, SIGTERM, a closed terminal). Once is enough: a second signal,
 * from npm that passes on what the terminal has sent already or from somebody impatient, changes nothing, where it
 * would by itself end the process at once and leave undone what is to be done in order.
 */
export async function untilSignalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve);
  });
}
