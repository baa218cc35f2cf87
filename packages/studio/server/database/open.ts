/**
 * The studio's memory: one SQLite file in the learner's folder. It is written ahead (WAL), so that a process
 * killed in the middle of writing loses at most what it was just about to say, never what it had said.
 */
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { StudioError, systemCode } from '../errors.ts';
import { migrations } from './migrations.ts';

export const databaseName = 'studio.sqlite';

/**
 * Opens the database of a folder, made when it is not there and brought up to date when it is older.
 *
 * @throws StudioError when a newer studio wrote it, when it is damaged, or when the disk does not let it
 */
export function openDatabase(folder: string): DatabaseSync {
  const file = path.join(folder, databaseName);
  try {
    fs.mkdirSync(folder, { recursive: true });
    const database = new DatabaseSync(file, { timeout: 5000 });
    database.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;',
    );
    migrate(database, file);
    return database;
  } catch (error) {
    throw explained(error, file);
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.['user_version'] ?? 0);
}

function migrate(database: DatabaseSync, file: string): void {
  const found = versionOf(database);
  if (found > migrations.length) {
    throw new StudioError('studio.newer', {
      en: `${file} was written by a newer Limpide (format ${found}; this one knows up to ${migrations.length}). Update Limpide, or choose another folder with --folder.`,
      fr: `${file} a été écrit par un Limpide plus récent (format ${found} ; celui-ci connaît jusqu’au ${migrations.length}). Mettez Limpide à jour, ou choisissez un autre dossier avec --folder.`,
    });
  }
  if (found === migrations.length) return;
  // An older file is copied first: a migration that goes wrong loses nothing.
  if (found > 0) database.exec(`VACUUM INTO '${`${file}.v${found}.bak`.replaceAll("'", "''")}'`);
  for (let version = found; version < migrations.length; version++) {
    database.exec('BEGIN IMMEDIATE');
    try {
      // another process may have been here first
      if (versionOf(database) === version) {
        database.exec(migrations[version] ?? '');
        database.exec(`PRAGMA user_version = ${version + 1}`);
      }
      database.exec('COMMIT');
    } catch (error) {
      database.exec('ROLLBACK');
      throw error;
    }
  }
}

/** Runs `work` in one transaction: all of it is kept, or nothing. */
export function transaction<T>(database: DatabaseSync, work: () => T): T {
  database.exec('BEGIN IMMEDIATE');
  try {
    const result = work();
    database.exec('COMMIT');
    return result;
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

/** What went wrong with the file, in plain words. */
export function explained(error: unknown, file: string): unknown {
  if (error instanceof StudioError) return error;
  const text = error instanceof Error ? error.message : String(error);
  const system = systemCode(error);
  if (/disk is full|disk I\/O/i.test(text) || system === 'ENOSPC') {
    return new StudioError(
      'studio.diskFull',
      {
        en: `There is no room left on the disk for ${file}. Free some space and try again; nothing that was saved is lost.`,
        fr: `Il n’y a plus de place sur le disque pour ${file}. Libérez-en et réessayez ; rien de ce qui était enregistré n’est perdu.`,
      },
      507,
      error,
    );
  }
  if (/not a database|malformed|corrupt/i.test(text)) {
    return new StudioError(
      'studio.damaged',
      {
        en: `${file} is damaged. Move it away and start again: a new one is made, and your exercises, which are files of their own, are found again. Copies made before updates end in .bak.`,
        fr: `${file} est endommagé. Déplacez-le et relancez : un nouveau est créé, et vos exercices, qui sont des fichiers à part, se retrouvent. Les copies faites avant les mises à jour finissent par .bak.`,
      },
      500,
      error,
    );
  }
  if (
    system === 'EACCES' ||
    system === 'EPERM' ||
    system === 'EROFS' ||
    /readonly|unable to open/i.test(text)
  ) {
    return new StudioError(
      'studio.readOnly',
      {
        en: `${file} cannot be written here. Choose another folder with --folder.`,
        fr: `${file} ne peut pas être écrit ici. Choisissez un autre dossier avec --folder.`,
      },
      500,
      error,
    );
  }
  return error;
}
