const HIDDEN = '***';

/** What a text for a page or a mail writes in place of these. */
const IN_HTML: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/**
 * The text without the secrets, for an endpoint may repeat what it was sent: as it is, or escaped for a URL, a form,
 * JSON, HTML or base64. A text that holds one is told without the escapes of URLs: one that was escaped twice, as in the
 * address of a redirect, would not be found, or in part only.
 */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  const forms = [...new Set(secrets.flatMap(formsOf))].filter((form) => form !== '');
  if (forms.length === 0) return text;
  // The longest first: one that is part of another must not leave the rest of it.
  const longestFirst = forms.sort((one, other) => other.length - one.length).map(literally);
  const anyForm = new RegExp(longestFirst.join('|'), 'gi');
  const decoded = decodeUrl(text);
  return (decoded.search(anyForm) < 0 ? text : decoded).replace(anyForm, HIDDEN);
}

/** Without the escapes of a URL (of ASCII), however often they were escaped themselves. */
function decodeUrl(text: string): string {
  return text.replace(/%(?:25)*([2-7][0-9a-f])/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

function formsOf(secret: string): string[] {
  const bytes = Buffer.from(secret);
  const forms = [
    secret,
    encodeURIComponent(secret),
    new URLSearchParams({ '': secret }).toString().slice(1),
    JSON.stringify(secret).slice(1, -1),
    secret.replace(/[&<>"']/g, (character) => IN_HTML[character] ?? character),
    // Its padding may be left out, or escaped.
    bytes.toString('base64').replace(/=+$/, ''),
    bytes.toString('base64url'),
  ];
  return [...forms, ...forms.map(decodeUrl)];
}

/** The pattern that matches this text, and no other. */
function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
