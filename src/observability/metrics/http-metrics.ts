import { Histogram, type Registry } from 'prom-client';

/** How long requests took, in seconds. */
export type RequestSeconds = Histogram<'method' | 'route' | 'status'>;

/** Up to a minute: a caller may ask to wait for its run. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/** Measures requests by the pattern of their address, which are as many as there are routes. */
export function createRequestSeconds(registry: Registry): RequestSeconds {
  return new Histogram({
    name: 'integrator_http_request_duration_seconds',
    help: 'Requests to the API, from their arrival until they were answered.',
    labelNames: ['method', 'route', 'status'],
    buckets: BUCKETS,
    registers: [registry],
  });
}
