/** User and password of a URL: whatever stands before its last @, one that was not escaped too. */
const CREDENTIALS = /(:\/\/[^\s:@/"\\]*):[^\s/"\\]+@/g;
/** A key or a token as it is sent. */
const BEARER = /\b(Bearer|Basic) +[\w.~+/=-]+/gi;

/** A text without the passwords of URLs and without what an authorization header holds, wherever they stand in it. */
export function hideCredentials(text: string): string {
  return text.replace(CREDENTIALS, '$1:***@').replace(BEARER, '$1 ***');
}
