import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { OtherOrganisationError, StateDirectoryError } from './errors.ts';

const IDENTITY_FILE = 'organisation.json';
const LOCK_FILE = 'lock';

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
    if (held === undefined && readdirSync(path).length > 0) {
      throw new StateDirectoryError(
        `${path} is not empty, and was not made by catalog-sweep; name another state folder`,
      );
    }
    if (held !== undefined && held !== identity) throw new OtherOrganisationError(path, held, identity);
    lock(path);
    if (held === undefined) writeFile(join(path, IDENTITY_FILE), `${JSON.stringify({ identity })}\n`);
    return new StateDirectory(path);
  }

  /** Empties a folder that this program made; a folder that is not there is fine. Throws StateDirectoryError for any other. */
  static reset(path: string): void {
    if (!existsSync(path) || readdirSync(path).length === 0) return;
    if (identityOf(path) === undefined) {
      throw new StateDirectoryError(
        `${path} was not made by catalog-sweep, so it is not emptied; name another state folder`,
      );
    }
    lock(path);
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
  for (;;) {
    try {
      writeFile(file, String(process.pid), 'wx');
      return;
    } catch (error) {
      if ((error as { code?: unknown }).code !== 'EEXIST') throw error;
      const holder = Number(readFileSync(file, 'utf8'));
      if (isAlive(holder)) {
        throw new StateDirectoryError(
          `${path} is in use by process ${holder}; wait for it, or name another state folder`,
        );
      }
      rmSync(file, { force: true });
    }
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as { code?: unknown }).code === 'EPERM';
  }
}

function writeFile(file: string, text: string, flag = 'w'): void {
  try {
    writeFileSync(file, text, { flag });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'EEXIST') throw error;
    throw new StateDirectoryError(`cannot write ${file}: ${(error as Error).message}`, { cause: error });
  }
}
