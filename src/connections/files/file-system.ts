/**
 * A place with files: a folder of the worker, or one of an SFTP server. Paths are relative to it, with / between folders;
 * the empty path is the place itself.
 *
 * What it throws has one form: `FileSystemError` where something is wrong with the path, IntegratorError
 * `target-unavailable` where trying again may help (a broken connection, a full disk).
 */
export interface FileSystem {
  /** What messages call it: `/data/inbox`, or `sftp://files.example.com/inbox`. */
  readonly name: string;
  /** Ends what is being done when it aborts; that then fails with its reason. */
  readonly signal: AbortSignal;
  /** The names in a folder, sorted; none where there is no such folder. */
  list(path: string): Promise<string[]>;
  /** What stands at the path itself, also where that is a link; undefined when nothing does. */
  stat(path: string): Promise<FileStat | undefined>;
  /** Opens a file to read it. Follows no link. */
  open(path: string): Promise<OpenedFile>;
  /**
   * Writes a file and waits until it is on the disk. A file of that name is removed first rather than written over, so
   * that somebody who still writes to it spoils nothing. What was written of a content that fails is left.
   */
  write(path: string, content: AsyncIterable<Buffer>): Promise<void>;
  /** Gives a file a name. A file that has it is replaced. */
  rename(from: string, to: string): Promise<void>;
  /** Gives a file a name that is free; else says why it does not. Never overwrites a file. */
  moveUnlessTaken(from: string, to: string): Promise<Unmoved | undefined>;
  /** Makes one folder; fails where something has its name. */
  makeFolder(path: string): Promise<void>;
  /** No error when it is not there. */
  removeFile(path: string): Promise<void>;
  /** Leaves a folder that is not empty. No error when it is not there. */
  removeFolder(path: string): Promise<void>;
  /** Lets go of the connection. Never fails. */
  close(): Promise<void>;
}

/** What stands at a path. */
export interface FileStat {
  /** A link is `other`: it may lead anywhere. */
  kind: 'file' | 'folder' | 'other';
  /** In bytes. */
  size: number;
  /** When its content changed last, in milliseconds since 1970 by the clock of its own system. */
  modifiedAt: number;
  /** When anything of it changed last, such as its name; `modifiedAt` where that is not told. */
  changedAt: number;
}

/** A file that is read. */
export interface OpenedFile {
  /** The file as it is now, whatever has its name. */
  stat(): Promise<FileStat>;
  /** Its content from the beginning, piece by piece. */
  content(): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** Why a file was not moved: its name is taken, or cannot be had without the risk of overwriting another file. */
export type Unmoved = 'taken' | 'no-links';
