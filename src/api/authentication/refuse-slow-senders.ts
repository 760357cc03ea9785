import type { RequestHandler } from 'express';

import { problemOf } from '../problem.js';
import { IntegratorError } from '../../model/errors.js';

export interface Pace {
  /** In bytes. */
  atLeast: number;
  /** In milliseconds. */
  within: number;
}

/** A tenth of what a modem sends: whoever is slower holds a connection and sends no file. */
const SLOWEST: Pace = { atLeast: 3000, within: 30_000 };

/**
 * Cuts requests off whose body hardly comes any more, twice in a row: after the first time it may just be us who have
 * not come to read what is there. Those that wait for us are none of them. How much a body may be is
 * for whoever reads it to say; however slow it is within that, it may go on for as long as the server lets it.
 */
export function refuseSlowSenders({ atLeast, within }: Pace = SLOWEST): RequestHandler {
  return (request, response, next) => {
    const { socket } = request;
    let before = socket.bytesRead;
    let isSlow = false;
    const look = setInterval(() => {
      const wasSlow = isSlow;
      isSlow = socket.bytesRead - before < atLeast && request.readableLength === 0;
      before = socket.bytesRead;
      if (request.complete) clearInterval(look);
      else if (isSlow && wasSlow) cutOff();
    }, within).unref();
    const cutOff = (): void => {
      const message = `Less than ${atLeast} bytes of the body came within ${within / 1000} s. Send it again over a line that is better.`;
      const body = problemOf(new IntegratorError('body-too-slow', message), request.originalUrl);
      if (response.headersSent) request.destroy();
      else {
        response.status(body.status).set('Connection', 'close').type('application/problem+json');
        // Whoever reads the body learns of it by this, and by nothing else once there is an answer.
        response.end(JSON.stringify(body), () => request.destroy());
      }
    };
    response.once('close', () => clearInterval(look));
    next();
  };
}
