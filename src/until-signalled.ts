/** Resolves when somebody asks the process to end (Ctrl-C, SIGTERM). */
export async function untilSignalled(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, resolve);
  });
}
