/** How far a run has come, as the API tells it; what is not known is absent. */
export interface RunProgress {
  /** Absent before the first step. */
  step?: string;
  records?: number;
  bytes?: number;
  totalBytes?: number;
  secondsLeft?: number;
}
