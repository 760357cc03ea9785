/** How long an SFTP server may take, in milliseconds. */
export interface SftpLimits {
  /** Until it has let us in. */
  connect: number;
  /** Between two signs of life; a connection without any for four of these is lost. */
  keepAlive: number;
  /** Until it has answered one request. */
  answer: number;
}

export const SFTP_LIMITS: SftpLimits = { connect: 20_000, keepAlive: 5000, answer: 120_000 };
