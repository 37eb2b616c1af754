import { randomUUID } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { OtherOrganisationError, StateDirectoryError } from './errors.ts';

const IDENTITY_FILE = 'organisation.json';
const LOCK_FILE = 'lock';
/** Tells this process from one that had the same id before it, as processes in containers often have. */
const THIS_PROCESS = `${process.pid} ${randomUUID()}`;

/** A folder that holds the state of one organisation: its identity, its journal, its buckets. One process at a time has it. */
export class StateDirectory {
  readonly path: string;

  private constructor(path: string) {
    this.path = path;
  }

  /**
   * Opens a folder, or makes it. Throws OtherOrganisationError when it holds another organisation, and StateDirectoryError when it is not ours, cannot be
   * written, or another process has it.
   */
  static open(path: string, identity: string): StateDirectory {
    try {
      makeFolder(path);
    } catch (error) {
      throw new StateDirectoryError(`cannot make the state folder ${path}: ${(error as Error).message}`, {
        cause: error,
      });
    }
    const held = identityOf(path);
    if (held === undefined && !isEmpty(path)) {
      throw new StateDirectoryError(
        `${path} is not empty, and was not made by catalog-sweep; name another state folder`,
      );
    }
    if (held !== undefined && held !== identity) throw new OtherOrganisationError(path, held, identity);
    lock(path);
    if (held === undefined) writeIdentity(path, identity);
    return new StateDirectory(path);
  }

  /** Empties a folder that this program made; a folder that is not there is fine. Throws StateDirectoryError for any other. */
  static reset(path: string): void {
    if (!existsSync(path) || isEmpty(path)) return;
    if (identityOf(path) === undefined) {
      throw new StateDirectoryError(
        `${path} was not made by catalog-sweep, so it is not emptied; name another state folder`,
      );
    }
    lock(path);
    // Whose it is goes last: a reset that was killed on its way can be done again.
    for (const name of namesIn(path)) if (!isOurs(name)) rmSync(join(path, name), { recursive: true });
    rmSync(path, { recursive: true });
  }

  file(name: string): string {
    return join(this.path, name);
  }

  /** Lets other processes have the folder. */
  close(): void {
    rmSync(this.file(LOCK_FILE), { force: true });
  }
}

/** Not with `recursive`, which never returns where a folder cannot be made although its parent is there, as in /proc. */
function makeFolder(path: string): void {
  if (existsSync(path) && statSync(path).isDirectory()) return;
  if (dirname(path) !== path) makeFolder(dirname(path));
  mkdirSync(path);
}

/** Whether there is nothing but what a process that was killed may have left before it said whose the folder is. */
function isEmpty(path: string): boolean {
  return namesIn(path).every((name) => name !== IDENTITY_FILE && isOurs(name));
}

function namesIn(path: string): string[] {
  try {
    return readdirSync(path);
  } catch (error) {
    throw new StateDirectoryError(`cannot read the state folder ${path}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

/** The identity, the lock, and what they are written to first. */
function isOurs(name: string): boolean {
  return name.startsWith(IDENTITY_FILE) || name === LOCK_FILE || name.startsWith(`${LOCK_FILE}.`);
}

function writeIdentity(path: string, identity: string): void {
  const file = join(path, IDENTITY_FILE);
  writeFile(`${file}.new`, `${JSON.stringify({ identity })}\n`);
  renameSync(`${file}.new`, file);
}

function identityOf(path: string): string | undefined {
  const file = join(path, IDENTITY_FILE);
  if (!existsSync(file)) return undefined;
  try {
    return String((JSON.parse(readFileSync(file, 'utf8')) as { identity?: unknown }).identity);
  } catch (error) {
    throw new StateDirectoryError(`${file} is damaged: ${(error as Error).message}`, { cause: error });
  }
}

/** The lock names its process, so that one that was left by a process that is gone can be taken over. */
function lock(path: string): void {
  const file = join(path, LOCK_FILE);
  // Written beside it first, so that nobody ever reads half a lock.
  const written = `${file}.${process.pid}`;
  writeFile(written, THIS_PROCESS);
  try {
    while (!isLinked(written, file)) takeFromTheGone(file);
  } finally {
    rmSync(written, { force: true });
  }
}

function isLinked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') return false;
    throw new StateDirectoryError(`cannot write ${to}: ${(error as Error).message}`, { cause: error });
  }
}

/** Removes the lock of a process that is gone. Throws StateDirectoryError when its process is there. */
function takeFromTheGone(file: string): void {
  const holder = textIn(file);
  if (holder === undefined) return;
  if (isHeld(holder)) {
    const [pid] = holder.split(' ');
    throw new StateDirectoryError(
      `${dirname(file)} is in use by process ${pid}; wait for it, or name another state folder`,
    );
  }
  const taken = `${file}.${process.pid}.taken`;
  try {
    renameSync(file, taken);
    // Another process may have taken it over since; then what was taken is its lock, and goes back.
    if (textIn(taken) !== holder) linkSync(taken, file);
  } catch (error) {
    if ((error as { code?: unknown }).code !== 'ENOENT') throw error;
  }
  rmSync(taken, { force: true });
}

function textIn(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ENOENT') return undefined;
    throw error;
  }
}

function isHeld(holder: string): boolean {
  const pid = Number(holder.split(' ')[0]);
  return pid === process.pid ? holder === THIS_PROCESS : pid > 0 && isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}

function writeFile(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (error) {
    throw new StateDirectoryError(`cannot write ${file}: ${(error as Error).message}`, { cause: error });
  }
}
