/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection), the wide forms of East Asia too. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const NEUTRALISED = /^'+[=+\-@\t\r\n＝＋－＠]/u;

/** The same behind what begins a new cell where a spreadsheet takes something else than the comma for its delimiter. */
const LATER_FORMULA = /(?<=[;\t\r\n])(?='*[=+\-@＝＋－＠])/gu;
const LATER_NEUTRALISED = /(?<=[;\t\r\n])'(?='*[=+\-@＝＋－＠])/gu;

/**
 * The text with one more `'` in front where a spreadsheet would take it for a formula, and in front of each part of it
 * that one might. What has such quotes already gets one more too, so that no two texts become the same: `restoreFormula`
 * undoes it exactly.
 */
export function neutraliseFormula(text: string): string {
  const parts = text.replace(LATER_FORMULA, "'");
  return FORMULA.test(parts) ? `'${parts}` : parts;
}

/** Undoes `neutraliseFormula`. A formula somebody entered without the quote stays as it is. */
export function restoreFormula(text: string): string {
  const whole = NEUTRALISED.test(text) ? text.slice(1) : text;
  return whole.replace(LATER_NEUTRALISED, '');
}
