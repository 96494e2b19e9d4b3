-- A share code under a short name. Both are unique: a code has one short link.
CREATE TABLE links (
  id TEXT PRIMARY KEY,
  code TEXT NOT NULL UNIQUE
) WITHOUT ROWID;
