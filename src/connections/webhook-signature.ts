import { createHmac } from 'node:crypto';

/**
 * The value of `Integrator-Signature`: `t=<seconds since 1970>,v1=<hex>`, where v1 is the HMAC-SHA256 of `<t>.<body>`. A
 * receiver computes it anew with the secret that both know, and refuses a `t` that is old: so what was overheard cannot
 * be sent again.
 *
 * @param at milliseconds since 1970.
 */
export function signWebhook(secret: string, body: string, at: number): string {
  const seconds = Math.floor(at / 1000);
  return `t=${seconds},v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`;
}
