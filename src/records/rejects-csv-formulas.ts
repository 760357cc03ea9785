/** What a spreadsheet takes for the beginning of a formula (OWASP, CSV Injection), the wide forms of East Asia too. */
const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/u;
const NEUTRALISED = /^'+[=+\-@\t\r\n＝＋－＠]/u;

/**
 * The text with one more `'` in front where a spreadsheet would take it for a formula. What has such quotes already gets
 * one more too, so that no two texts become the same: `restoreFormula` undoes it exactly.
 */
export function neutraliseFormula(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** Undoes `neutraliseFormula`. A formula somebody entered without the quote stays as it is. */
export function restoreFormula(text: string): string {
  return NEUTRALISED.test(text) ? text.slice(1) : text;
}
