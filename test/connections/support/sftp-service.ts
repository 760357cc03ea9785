import fs from 'node:fs';
import { join } from 'node:path';

import ssh2, { type Attributes, type SFTPWrapper } from 'ssh2';

const { OPEN_MODE, STATUS_CODE } = ssh2.utils.sftp;

/** What OpenSSH's server answers for what its system says; for anything else, that it failed. */
const STATUS: Readonly<Record<string, number>> = {
  ENOENT: STATUS_CODE.NO_SUCH_FILE,
  ENOTDIR: STATUS_CODE.NO_SUCH_FILE,
  ELOOP: STATUS_CODE.NO_SUCH_FILE,
  EACCES: STATUS_CODE.PERMISSION_DENIED,
  EPERM: STATUS_CODE.PERMISSION_DENIED,
  ENAMETOOLONG: STATUS_CODE.BAD_MESSAGE,
};

/** An answer that is wrong: a status, none at all, or bytes that are no answer. */
export type SftpFault = number | 'no answer' | 'nonsense';

export interface SftpServiceOptions {
  /** Asked before each request; what it gives is answered instead. `path` is that of the file, also of an open one. */
  fault: (request: string, path: string) => SftpFault | undefined;
  /** OpenSSH's extensions that the server announces and has. */
  extensions: readonly string[];
  /** The most bytes it gives at a read. */
  longestRead: number;
}

/** Serves the files of this machine over SFTP as OpenSSH's server does, in which a rename never overwrites. */
export function serveSftp(sftp: SFTPWrapper, options: SftpServiceOptions): void {
  announce(sftp, options.extensions);
  const open = new Map<number, string>();
  const pathOf = (handle: Buffer) => open.get(handle.readUInt32BE(0)) ?? '';
  const on = (
    request: string,
    describe: (first: never) => string,
    answer: (id: number, ...given: [never, ...never[]]) => void,
  ) =>
    sftp.on(request, (id: number, ...given: [never, ...never[]]) => {
      const fault = options.fault(request, describe(given[0]));
      if (fault === 'no answer') return;
      try {
        if (fault === undefined) answer(id, ...given);
        else if (fault === 'nonsense') inside(sftp)._protocol.channelData(inside(sftp).outgoing.id, uint32(0));
        else sftp.status(id, fault);
      } catch (error) {
        sftp.status(id, STATUS[(error as NodeJS.ErrnoException).code ?? ''] ?? STATUS_CODE.FAILURE);
      }
    });
  const ok = (id: number) => sftp.status(id, STATUS_CODE.OK);
  const itself = (path: string) => path;
  const listed = new Set<number>();

  on('OPEN', itself, (id, path: string, flags: number) => {
    const file = fs.openSync(path, systemFlags(flags));
    open.set(file, path);
    sftp.handle(id, handleOf(file));
  });
  on('READ', pathOf, (id, handle: Buffer, offset: number, length: number) => {
    const data = Buffer.alloc(Math.min(length, options.longestRead));
    const read = fs.readSync(handle.readUInt32BE(0), data, 0, data.length, offset);
    if (read === 0) sftp.status(id, STATUS_CODE.EOF);
    else sftp.data(id, data.subarray(0, read));
  });
  on('WRITE', pathOf, (id, handle: Buffer, offset: number, data: Buffer) => {
    fs.writeSync(handle.readUInt32BE(0), data, 0, data.length, offset);
    ok(id);
  });
  on('CLOSE', pathOf, (id, handle: Buffer) => {
    const file = handle.readUInt32BE(0);
    listed.delete(file);
    open.delete(file);
    fs.closeSync(file);
    ok(id);
  });
  on('FSTAT', pathOf, (id, handle: Buffer) => sftp.attrs(id, attributes(fs.fstatSync(handle.readUInt32BE(0)))));
  on('LSTAT', itself, (id, path: string) => sftp.attrs(id, attributes(fs.lstatSync(path))));
  on('STAT', itself, (id, path: string) => sftp.attrs(id, attributes(fs.statSync(path))));
  on('REALPATH', itself, (id, path: string) => {
    const filename = fs.realpathSync(path);
    sftp.name(id, [{ filename, longname: filename, attrs: attributes(fs.statSync(filename)) }]);
  });
  on('OPENDIR', itself, (id, path: string) => {
    const folder = fs.openSync(path, fs.constants.O_RDONLY | fs.constants.O_DIRECTORY);
    open.set(folder, path);
    sftp.handle(id, handleOf(folder));
  });
  on('READDIR', pathOf, (id, handle: Buffer) => {
    const folder = handle.readUInt32BE(0);
    const names = ['.', '..', ...fs.readdirSync(pathOf(handle))];
    const entry = (filename: string) => ({
      filename,
      longname: filename,
      attrs: attributes(fs.lstatSync(join(pathOf(handle), filename))),
    });
    if (listed.has(folder)) sftp.status(id, STATUS_CODE.EOF);
    else sftp.name(id, names.map(entry));
    listed.add(folder);
  });
  on('REMOVE', itself, (id, path: string) => {
    fs.unlinkSync(path);
    ok(id);
  });
  on('MKDIR', itself, (id, path: string, { mode }: Attributes) => {
    fs.mkdirSync(path, { mode });
    ok(id);
  });
  on('RMDIR', itself, (id, path: string) => {
    fs.rmdirSync(path);
    ok(id);
  });
  on('RENAME', itself, (id, from: string, to: string) => {
    fs.linkSync(from, to);
    fs.unlinkSync(from);
    ok(id);
  });
  on(
    'EXTENDED',
    (name: string) => name,
    (id, name: string, data: Buffer) => {
      const [first = Buffer.alloc(0), second = Buffer.alloc(0)] = stringsIn(data);
      if (name === 'posix-rename@openssh.com') fs.renameSync(first.toString(), second.toString());
      else fs.fsyncSync(first.readUInt32BE(0));
      ok(id);
    },
  );
  sftp.on('close', () => [...open.keys()].forEach((file) => fs.closeSync(file)));
}

/** ssh2's server announces no extensions: they are added to its first packet as it goes out. */
function announce(sftp: SFTPWrapper, extensions: readonly string[]): void {
  const protocol = inside(sftp)._protocol;
  const send = protocol.channelData.bind(protocol);
  protocol.channelData = (channel, data) => {
    protocol.channelData = send;
    const texts = extensions.flatMap((name) => [name, '1']).map((text) => Buffer.from(text));
    const added = texts.flatMap((text) => [uint32(text.length), text]);
    const packet = Buffer.concat([data.subarray(4), ...added]);
    send(channel, Buffer.concat([uint32(packet.length), packet]));
  };
}

/** What ssh2 does not show of a server's SFTP. */
interface SftpInside {
  _protocol: { channelData: (channel: number, data: Buffer) => void };
  outgoing: { id: number };
}

function inside(sftp: SFTPWrapper): SftpInside {
  return sftp as unknown as SftpInside;
}

function stringsIn(data: Buffer): Buffer[] {
  if (data.length === 0) return [];
  const end = 4 + data.readUInt32BE(0);
  return [data.subarray(4, end), ...stringsIn(data.subarray(end))];
}

function handleOf(file: number): Buffer {
  return uint32(file);
}

function uint32(number: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(number);
  return bytes;
}

function systemFlags(flags: number): number {
  const { O_RDONLY, O_WRONLY, O_CREAT, O_TRUNC, O_EXCL } = fs.constants;
  const has = (flag: number) => (flags & flag) !== 0;
  return (
    (has(OPEN_MODE.WRITE) ? O_WRONLY : O_RDONLY) |
    (has(OPEN_MODE.CREAT) ? O_CREAT : 0) |
    (has(OPEN_MODE.TRUNC) ? O_TRUNC : 0) |
    (has(OPEN_MODE.EXCL) ? O_EXCL : 0)
  );
}

function attributes(stats: fs.Stats): Attributes {
  const { mode, uid, gid, size } = stats;
  return { mode, uid, gid, size, atime: Math.floor(stats.atimeMs / 1000), mtime: Math.floor(stats.mtimeMs / 1000) };
}
