/** `1234567` → `1,234,567` */
export function grouped(number: number): string {
  return number.toLocaleString('en-US');
}

/** `1 record`, `2 records` */
export function counted(number: number, what: string): string {
  return `${grouped(number)} ${what}${number === 1 ? '' : 's'}`;
}
