/** What `read` gives, asked again only when it is older than `age` milliseconds; a failure is not kept. */
export function keepFor<Value>(age: number, read: () => Promise<Value>): () => Promise<Value> {
  let kept: { until: number; value: Promise<Value> } | undefined;
  return () => {
    const now = performance.now();
    if (kept !== undefined && now < kept.until) return kept.value;
    const value = read();
    const mine = { until: now + age, value };
    kept = mine;
    value.catch(() => {
      if (kept === mine) kept = undefined;
    });
    return value;
  };
}
