/** The user's choices, kept in the database. */
import type { DatabaseSync } from 'node:sqlite';
import { type Settings, type SettingsChange, settingsSchema } from '../../shared/settings.ts';

const initial: Settings = { language: 'fr', theme: 'auto', track: null };

export function readSettings(database: DatabaseSync): Settings {
  const rows = database.prepare('SELECT name, value FROM settings').all();
  const stored = Object.fromEntries(
    rows.map((row) => [String(row['name']), JSON.parse(String(row['value'])) as unknown]),
  );
  const known = settingsSchema.partial().safeParse(stored);
  return { ...initial, ...(known.success ? defined(known.data) : {}) };
}

export function changeSettings(database: DatabaseSync, change: SettingsChange): Settings {
  const write = database.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
  );
  for (const [name, value] of Object.entries(defined(change)))
    write.run(name, JSON.stringify(value));
  return readSettings(database);
}

function defined<T extends object>(values: T): { [K in keyof T]: Exclude<T[K], undefined> } {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]: Exclude<T[K], undefined> };
}
