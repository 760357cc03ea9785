/** What every good archive of these tests holds. */
export const CSV = 'employee_number,name\nE00000001,Ada\nE00000002,Grace\n';
