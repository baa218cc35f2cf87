/** Projects in the database: each is one document, saved whole. */
import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { z } from 'zod';
import { checklist, questionCount } from '../../shared/projects/checklist.ts';
import {
  type Project,
  type projectChangeSchema,
  projectDocumentSchema,
  type projectListSchema,
} from '../../shared/projects.ts';
import { transaction } from '../database/open.ts';
import { notFound, StudioError } from '../errors.ts';

const asProject = (row: Record<string, unknown>): Project => ({
  id: String(row['id']),
  title: String(row['title']),
  document: projectDocumentSchema.parse(JSON.parse(String(row['document']))),
  changedAt: String(row['changed_at']),
});
const questions = checklist.flatMap((section) => section.questions.map(({ id }) => id));

export function listProjects(database: DatabaseSync): z.infer<typeof projectListSchema> {
  const rows = database.prepare('SELECT * FROM projects ORDER BY changed_at DESC').all();
  return rows.map(asProject).map(({ id, title, changedAt, document }) => ({
    id,
    title,
    changedAt,
    done: questions.filter((question) => document.ticks[question] === true).length,
    of: questionCount,
  }));
}

/** @throws StudioError when there is no such project */
export function readProject(database: DatabaseSync, id: string): Project {
  const row = database.prepare('SELECT * FROM projects WHERE id = ?').get(id);
  if (!row) throw notFound({ en: `project "${id}"`, fr: `projet « ${id} »` });
  return asProject(row);
}

export function createProject(database: DatabaseSync, title: string): Project {
  const id = randomUUID();
  database
    .prepare('INSERT INTO projects (id, title, document, changed_at) VALUES (?, ?, ?, ?)')
    .run(id, title, JSON.stringify({ fields: {}, ticks: {} }), new Date().toISOString());
  return readProject(database, id);
}

/** @throws StudioError when another window has written since `base` */
export function changeProject(
  database: DatabaseSync,
  id: string,
  { title, document, base }: z.infer<typeof projectChangeSchema>,
): Project {
  return transaction(database, () => {
    const before = readProject(database, id);
    if (before.changedAt !== base) {
      throw new StudioError(
        'project.conflict',
        {
          en: 'This project was changed in another window. What you see here is not saved: copy what you want to keep, then load the page again.',
          fr: 'Ce projet a été modifié dans une autre fenêtre. Ce que vous voyez ici n’est pas enregistré : copiez ce que vous voulez garder, puis rechargez la page.',
        },
        409,
      );
    }
    // two changes in the same millisecond still have different dates
    const now = new Date(Math.max(Date.now(), Date.parse(before.changedAt) + 1)).toISOString();
    database
      .prepare('UPDATE projects SET title = ?, document = ?, changed_at = ? WHERE id = ?')
      .run(title, JSON.stringify(document), now, id);
    return readProject(database, id);
  });
}

export function deleteProject(database: DatabaseSync, id: string): void {
  readProject(database, id);
  database.prepare('DELETE FROM projects WHERE id = ?').run(id);
}
