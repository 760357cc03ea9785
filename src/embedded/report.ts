/** Takes one line of progress as it happens, without an end of line; the caller adds the seconds and prints it. */
export type Report = (line: string) => void;
