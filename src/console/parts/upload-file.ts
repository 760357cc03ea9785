import { ApiProblem, unreachable } from '../../client/api-problem.js';
import { givenKey } from '../session.js';

interface UploadOptions {
  /** Told how much of it has gone up: from 0 to 1. */
  onProgress: (part: number) => void;
  /** Ends it: nothing of it stays on the site. */
  signal: AbortSignal;
}

/**
 * Uploads a file for runs of the site. `fetch` tells nothing while it sends, so it is an XMLHttpRequest.
 *
 * @returns the name that now stands for its content on the site.
 * @throws ApiProblem where the API refuses it, or nobody answers; DOMException `AbortError` where `signal` ended it.
 */
export function uploadFile(site: string, file: File, { onProgress, signal }: UploadOptions): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('PUT', `/api/v1/sites/${encodeURIComponent(site)}/files/${encodeURIComponent(file.name)}`);
    request.responseType = 'json';
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    const key = givenKey();
    if (key !== undefined) request.setRequestHeader('Authorization', `Bearer ${key}`);
    request.upload.onprogress = ({ loaded, total }) => onProgress(total === 0 ? 1 : loaded / total);
    request.onload = () => {
      if (request.status === 200) resolve((request.response as { file: string }).file);
      else reject(problemOf(request));
    };
    request.onerror = () => reject(unreachable(`${file.name} could not be uploaded: the API does not answer.`));
    request.onabort = () => reject(new DOMException(`${file.name} was not uploaded`, 'AbortError'));
    signal.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}

function problemOf({ response, status }: XMLHttpRequest): ApiProblem {
  const problem = response as ConstructorParameters<typeof ApiProblem>[0] | null;
  if (problem?.code !== undefined) return new ApiProblem(problem);
  return unreachable(`The answer was ${status}, and not from the API.`, status);
}
