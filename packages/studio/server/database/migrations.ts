/** The database's form, one step per version; a step that was released never changes. */
export const migrations: readonly string[] = [
  // 1: settings; progress in quizzes and reviews; runs with their metrics and files; projects; the plan.
  `
  CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
  ) STRICT;

  CREATE TABLE answers (
    id INTEGER PRIMARY KEY,
    lesson TEXT NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    correct INTEGER NOT NULL,
    answered_at TEXT NOT NULL
  ) STRICT;
  CREATE INDEX answers_of ON answers (lesson, question);

  -- one card of spaced review per question of a quiz (ts-fsrs), as JSON
  CREATE TABLE cards (
    lesson TEXT NOT NULL,
    question TEXT NOT NULL,
    card TEXT NOT NULL,
    due TEXT NOT NULL,
    PRIMARY KEY (lesson, question)
  ) STRICT;
  CREATE INDEX cards_due ON cards (due);

  CREATE TABLE visits (
    lesson TEXT PRIMARY KEY,
    first_at TEXT NOT NULL,
    last_at TEXT NOT NULL,
    finished_at TEXT
  ) STRICT;

  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    -- where it trained: 'page', 'server' or 'terminal'
    place TEXT NOT NULL,
    -- 'limpide' or 'mine'
    engine TEXT NOT NULL,
    -- 'waiting', 'running', 'paused', 'finished', 'stopped', 'failed'
    state TEXT NOT NULL,
    recipe TEXT NOT NULL,
    parameters TEXT NOT NULL,
    seed INTEGER,
    code_version TEXT NOT NULL,
    summary TEXT NOT NULL DEFAULT '{}',
    note TEXT NOT NULL DEFAULT '',
    error TEXT,
    created_at TEXT NOT NULL,
    started_at TEXT,
    ended_at TEXT
  ) STRICT;
  CREATE TABLE run_tags (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    tag TEXT NOT NULL,
    PRIMARY KEY (run, tag)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE metrics (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    step INTEGER NOT NULL,
    value REAL,
    at TEXT NOT NULL,
    PRIMARY KEY (run, name, step)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE artefacts (
    run TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    -- path in the learner's folder
    file TEXT NOT NULL,
    bytes INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    PRIMARY KEY (run, name)
  ) STRICT, WITHOUT ROWID;

  -- runs of the terminal that were deleted here: their folders stay, and are not read again
  CREATE TABLE forgotten_runs (id TEXT PRIMARY KEY) STRICT;

  CREATE TABLE projects (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    document TEXT NOT NULL,
    changed_at TEXT NOT NULL
  ) STRICT;
  `,
  // 2: what the page remembers of an exercise besides its file: open hints by task, the last check.
  `
  CREATE TABLE exercise_notes (
    exercise TEXT PRIMARY KEY,
    hints TEXT NOT NULL DEFAULT '{}',
    -- the result as JSON, and the SHA-256 of the code it is about
    result TEXT,
    hash TEXT
  ) STRICT;
  `,
];
