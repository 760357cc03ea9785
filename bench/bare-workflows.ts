/** Workflows that do nothing but run activities that do nothing: what Temporal itself costs. */
import { proxyActivities } from '@temporalio/workflow';

const { nothing } = proxyActivities<{ nothing(): Promise<void> }>({ startToCloseTimeout: '10s' });

export async function bare(activities: number): Promise<void> {
  for (let done = 0; done < activities; done++) await nothing();
}
