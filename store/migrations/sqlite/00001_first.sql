-- +goose Up
CREATE TABLE settings (
  id               INTEGER PRIMARY KEY CHECK (id = 1),
  newsroom_name    TEXT NOT NULL,
  time_zone        TEXT NOT NULL,
  desks            TEXT NOT NULL,
  languages        TEXT NOT NULL,
  idle_minutes     INTEGER NOT NULL CHECK (idle_minutes > 0),
  absolute_minutes INTEGER NOT NULL CHECK (absolute_minutes > 0),
  debt_hours       INTEGER NOT NULL CHECK (debt_hours > 0),
  version          INTEGER NOT NULL
) STRICT;

CREATE TABLE users (
  id            INTEGER PRIMARY KEY,
  handle        TEXT NOT NULL UNIQUE CHECK (handle <> ''),
  name          TEXT NOT NULL CHECK (name <> ''),
  password_hash TEXT NOT NULL,
  roles         TEXT NOT NULL,
  demo          INTEGER NOT NULL CHECK (demo IN (0, 1)),
  disabled_at   INTEGER,
  created_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  id           INTEGER PRIMARY KEY,
  token_hash   BLOB NOT NULL UNIQUE,
  user_id      INTEGER NOT NULL REFERENCES users (id),
  user_agent   TEXT NOT NULL,
  created_at   INTEGER NOT NULL,
  last_seen_at INTEGER NOT NULL
) STRICT;
CREATE INDEX sessions_user ON sessions (user_id);

CREATE TABLE act_keys (
  user_id    INTEGER NOT NULL REFERENCES users (id),
  key        TEXT NOT NULL CHECK (key <> ''),
  form       BLOB NOT NULL,
  result     INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (user_id, key)
) STRICT;

CREATE TABLE articles (
  id          INTEGER PRIMARY KEY,
  headline    TEXT NOT NULL,
  byline      TEXT NOT NULL,
  desk        TEXT NOT NULL,
  language    TEXT NOT NULL,
  direction   TEXT NOT NULL CHECK (direction IN ('ltr', 'rtl')),
  publish_on  TEXT NOT NULL,
  deadline_at INTEGER,
  editor_id   INTEGER NOT NULL REFERENCES users (id),
  restricted  INTEGER NOT NULL CHECK (restricted IN (0, 1)),
  revision_id INTEGER,
  next_claim  INTEGER NOT NULL CHECK (next_claim > 0),
  open_tks    INTEGER NOT NULL,
  version     INTEGER NOT NULL,
  created_by  INTEGER NOT NULL REFERENCES users (id),
  created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX articles_created ON articles (created_at DESC, id DESC);

CREATE TABLE article_writers (
  article_id INTEGER NOT NULL REFERENCES articles (id),
  user_id    INTEGER NOT NULL REFERENCES users (id),
  PRIMARY KEY (article_id, user_id)
) STRICT;

CREATE TABLE article_team (
  article_id INTEGER NOT NULL REFERENCES articles (id),
  user_id    INTEGER NOT NULL REFERENCES users (id),
  PRIMARY KEY (article_id, user_id)
) STRICT;
CREATE INDEX article_team_user ON article_team (user_id);

CREATE TABLE revisions (
  id         INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  number     INTEGER NOT NULL CHECK (number > 0),
  text       TEXT NOT NULL CHECK (text <> ''),
  blocks     TEXT NOT NULL,
  marks      TEXT NOT NULL,
  sha256     TEXT NOT NULL CHECK (length(sha256) = 64),
  sentences  TEXT NOT NULL,
  origin     TEXT NOT NULL CHECK (origin IN ('pasted', 'edited', 'fix')),
  created_by INTEGER NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  UNIQUE (article_id, number)
) STRICT;

CREATE TABLE waivers (
  id         INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  sentence   TEXT NOT NULL,
  folded     TEXT NOT NULL,
  note       TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX waivers_article ON waivers (article_id);

CREATE TABLE claims (
  id              INTEGER PRIMARY KEY,
  article_id      INTEGER NOT NULL REFERENCES articles (id),
  number          INTEGER NOT NULL CHECK (number > 0),
  revision_id     INTEGER NOT NULL REFERENCES revisions (id),
  span_start      INTEGER NOT NULL,
  span_end        INTEGER NOT NULL,
  exact           TEXT NOT NULL,
  prefix          TEXT NOT NULL,
  suffix          TEXT NOT NULL,
  sentence_start  INTEGER NOT NULL,
  sentence_end    INTEGER NOT NULL,
  sentence        TEXT NOT NULL,
  outcome         TEXT NOT NULL CHECK (outcome IN ('unchanged', 'moved', 'edited', 'context', 'ambiguous', 'lost')),
  statement       TEXT NOT NULL CHECK (statement <> ''),
  kinds           TEXT NOT NULL CHECK (kinds <> ''),
  state           TEXT NOT NULL CHECK (state IN ('open', 'researching', 'in review', 'changes requested', 'approved', 'withdrawn')),
  severity        TEXT NOT NULL CHECK (severity IN ('must not go wrong', 'normal', 'low')),
  finding_id      INTEGER REFERENCES findings (id),
  approval_id     INTEGER REFERENCES approvals (id),
  assignee_id     INTEGER REFERENCES users (id),
  submitted_by    INTEGER REFERENCES users (id),
  reopened        INTEGER NOT NULL CHECK (reopened IN (0, 1)),
  due_at          INTEGER,
  withdraw_reason TEXT NOT NULL CHECK (withdraw_reason IN ('', 'cut from the copy', 'not a fact', 'duplicate')),
  duplicate_of    INTEGER NOT NULL,
  version         INTEGER NOT NULL CHECK (version > 0),
  created_by      INTEGER NOT NULL REFERENCES users (id),
  created_at      INTEGER NOT NULL,
  UNIQUE (article_id, number),
  CHECK (state <> 'in review' OR (submitted_by IS NOT NULL AND finding_id IS NOT NULL)),
  CHECK ((state = 'approved') = (approval_id IS NOT NULL)),
  CHECK ((state = 'withdrawn') = (withdraw_reason <> '')),
  CHECK (outcome IN ('ambiguous', 'lost') OR (span_start >= 0 AND span_start < span_end))
) STRICT;

CREATE TABLE findings (
  id         INTEGER PRIMARY KEY,
  claim_id   INTEGER NOT NULL REFERENCES claims (id),
  verdict    TEXT NOT NULL CHECK (verdict IN ('confirmed', 'confirmed with change', 'attributed', 'on author', 'wrong', 'could not verify')),
  note       TEXT NOT NULL,
  words      TEXT NOT NULL,
  sentence   TEXT NOT NULL,
  created_by INTEGER NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL,
  ended_at   INTEGER
) STRICT;
CREATE INDEX findings_claim ON findings (claim_id);

CREATE TABLE hands (
  id        INTEGER PRIMARY KEY,
  claim_id  INTEGER NOT NULL REFERENCES claims (id),
  user_id   INTEGER NOT NULL REFERENCES users (id),
  cause     TEXT NOT NULL CHECK (cause IN ('wrote the statement', 'chose the verdict', 'added or changed evidence', 'submitted it', 'wrote the sentence')),
  event_seq INTEGER NOT NULL REFERENCES events (seq),
  ended_seq INTEGER REFERENCES events (seq)
) STRICT;
CREATE INDEX hands_claim ON hands (claim_id, user_id);
CREATE UNIQUE INDEX hands_once ON hands (claim_id, user_id, cause) WHERE ended_seq IS NULL;

CREATE TABLE approvals (
  id            INTEGER PRIMARY KEY,
  claim_id      INTEGER NOT NULL REFERENCES claims (id),
  claim_version INTEGER NOT NULL,
  finding_id    INTEGER NOT NULL REFERENCES findings (id),
  bound         TEXT NOT NULL,
  fingerprint   TEXT NOT NULL CHECK (length(fingerprint) = 64),
  break_glass   INTEGER NOT NULL CHECK (break_glass IN (0, 1)),
  reason        TEXT NOT NULL,
  created_by    INTEGER NOT NULL REFERENCES users (id),
  created_at    INTEGER NOT NULL,
  ended_at      INTEGER,
  ended_by      TEXT NOT NULL,
  UNIQUE (claim_id, claim_version),
  CHECK (NOT break_glass OR reason <> '')
) STRICT;

CREATE TABLE sources (
  id           INTEGER PRIMARY KEY,
  article_id   INTEGER NOT NULL REFERENCES articles (id),
  type         TEXT NOT NULL,
  title        TEXT NOT NULL CHECK (title <> ''),
  url          TEXT NOT NULL,
  publisher    TEXT NOT NULL,
  author       TEXT NOT NULL,
  published_on TEXT NOT NULL,
  located      INTEGER NOT NULL CHECK (located IN (0, 1)),
  created_by   INTEGER NOT NULL REFERENCES users (id),
  created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX sources_article ON sources (article_id);

CREATE TABLE evidence (
  id          INTEGER PRIMARY KEY,
  claim_id    INTEGER NOT NULL REFERENCES claims (id),
  source_id   INTEGER NOT NULL REFERENCES sources (id),
  stance      TEXT NOT NULL CHECK (stance IN ('supports', 'contradicts', 'context')),
  authority   TEXT NOT NULL CHECK (authority IN ('primary', 'secondary')),
  passage     TEXT NOT NULL,
  locator     TEXT NOT NULL,
  calculation TEXT NOT NULL,
  note        TEXT NOT NULL,
  created_by  INTEGER NOT NULL REFERENCES users (id),
  created_at  INTEGER NOT NULL,
  removed_at  INTEGER
) STRICT;
CREATE INDEX evidence_claim ON evidence (claim_id);
CREATE INDEX evidence_source ON evidence (source_id);

CREATE TABLE comments (
  id             INTEGER PRIMARY KEY,
  article_id     INTEGER NOT NULL REFERENCES articles (id),
  claim_id       INTEGER REFERENCES claims (id),
  evidence_id    INTEGER REFERENCES evidence (id),
  parent_id      INTEGER REFERENCES comments (id),
  kind           TEXT NOT NULL CHECK (kind IN ('comment', 'query', 'fix')),
  body           TEXT NOT NULL,
  mentions       TEXT NOT NULL,
  asked_id       INTEGER REFERENCES users (id),
  due_at         INTEGER,
  must_fix       INTEGER NOT NULL CHECK (must_fix IN (0, 1)),
  proposed       TEXT NOT NULL,
  cut            INTEGER NOT NULL CHECK (cut IN (0, 1)),
  finding_id     INTEGER REFERENCES findings (id),
  applied_in     INTEGER REFERENCES revisions (id),
  sentence       TEXT NOT NULL,
  created_by     INTEGER NOT NULL REFERENCES users (id),
  created_at     INTEGER NOT NULL,
  closed_at      INTEGER,
  closed_by      INTEGER REFERENCES users (id),
  closing        TEXT NOT NULL,
  closing_reason TEXT NOT NULL,
  CHECK ((closed_at IS NULL) = (closing = '')),
  CHECK (kind <> 'query' OR asked_id IS NOT NULL OR parent_id IS NOT NULL)
) STRICT;
CREATE INDEX comments_article ON comments (article_id, id);
CREATE INDEX comments_claim ON comments (claim_id);
CREATE INDEX comments_asked ON comments (asked_id) WHERE closed_at IS NULL;

CREATE TABLE trail_head (
  id   INTEGER PRIMARY KEY CHECK (id = 1),
  size INTEGER NOT NULL
) STRICT;
INSERT INTO trail_head (id, size) VALUES (1, 0);

CREATE TABLE events (
  seq        INTEGER PRIMARY KEY,
  at         INTEGER NOT NULL,
  actor_id   INTEGER REFERENCES users (id),
  action     TEXT NOT NULL CHECK (action <> ''),
  subject    TEXT NOT NULL CHECK (subject <> ''),
  subject_id INTEGER NOT NULL,
  article_id INTEGER REFERENCES articles (id),
  claim_id   INTEGER REFERENCES claims (id),
  request_id TEXT NOT NULL,
  leaf       TEXT NOT NULL CHECK (leaf <> ''),
  leaf_hash  BLOB NOT NULL CHECK (length(leaf_hash) = 32)
) STRICT;
CREATE INDEX events_article ON events (article_id, seq);
CREATE INDEX events_claim ON events (claim_id, seq);
CREATE INDEX events_actor ON events (actor_id, seq);
CREATE INDEX events_action ON events (action, seq);
CREATE INDEX events_at ON events (at, seq);

CREATE TABLE event_texts (
  event_seq INTEGER NOT NULL REFERENCES events (seq),
  field     TEXT NOT NULL,
  side      TEXT NOT NULL CHECK (side IN ('from', 'to', 'reason')),
  salt      BLOB NOT NULL,
  text      TEXT NOT NULL,
  PRIMARY KEY (event_seq, field, side)
) STRICT;

CREATE TABLE trail_hashes (
  id   INTEGER PRIMARY KEY,
  hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TABLE checkpoints (
  size       INTEGER PRIMARY KEY,
  root       BLOB NOT NULL CHECK (length(root) = 32),
  note       TEXT NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

CREATE TABLE cursors (
  name TEXT PRIMARY KEY,
  seq  INTEGER NOT NULL
) STRICT;

CREATE TABLE reports (
  id          INTEGER PRIMARY KEY,
  article_id  INTEGER NOT NULL REFERENCES articles (id),
  revision_id INTEGER NOT NULL REFERENCES revisions (id),
  year        INTEGER NOT NULL,
  serial      INTEGER NOT NULL CHECK (serial > 0),
  break_glass INTEGER NOT NULL CHECK (break_glass IN (0, 1)),
  supersedes  INTEGER REFERENCES reports (id),
  body        BLOB NOT NULL,
  body_sha256 TEXT NOT NULL CHECK (length(body_sha256) = 64),
  issued_by   INTEGER REFERENCES users (id),
  issued_at   INTEGER NOT NULL,
  UNIQUE (year, serial),
  UNIQUE (supersedes)
) STRICT;
CREATE INDEX reports_article ON reports (article_id, id);

CREATE TABLE debts (
  id         INTEGER PRIMARY KEY,
  article_id INTEGER NOT NULL REFERENCES articles (id),
  claim_id   INTEGER REFERENCES claims (id),
  comment_id INTEGER REFERENCES comments (id),
  point      TEXT NOT NULL CHECK (point <> ''),
  detail     TEXT NOT NULL,
  reason     TEXT NOT NULL CHECK (reason <> ''),
  due_at     INTEGER NOT NULL,
  opened_by  INTEGER NOT NULL REFERENCES users (id),
  opened_at  INTEGER NOT NULL,
  paid_at    INTEGER,
  paid_by    INTEGER REFERENCES users (id)
) STRICT;
CREATE INDEX debts_article ON debts (article_id);
CREATE INDEX debts_open ON debts (due_at) WHERE paid_at IS NULL;

-- The audit trail is append-only, also for a REPLACE, which fires no delete
-- trigger in SQLite, and has no gaps.
-- +goose StatementBegin
CREATE TRIGGER events_in_order BEFORE INSERT ON events
WHEN NEW.seq <> (SELECT COALESCE(MAX(seq) + 1, 0) FROM events)
BEGIN SELECT RAISE(ABORT, 'tickmark: the trail has no gaps'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_never_updated BEFORE UPDATE ON events
BEGIN SELECT RAISE(ABORT, 'tickmark: events are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER events_never_deleted BEFORE DELETE ON events
BEGIN SELECT RAISE(ABORT, 'tickmark: events are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER trail_hashes_never_updated BEFORE UPDATE ON trail_hashes
BEGIN SELECT RAISE(ABORT, 'tickmark: trail_hashes are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER trail_hashes_never_deleted BEFORE DELETE ON trail_hashes
BEGIN SELECT RAISE(ABORT, 'tickmark: trail_hashes are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER checkpoints_never_updated BEFORE UPDATE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'tickmark: checkpoints are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER checkpoints_never_deleted BEFORE DELETE ON checkpoints
BEGIN SELECT RAISE(ABORT, 'tickmark: checkpoints are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER revisions_never_updated BEFORE UPDATE ON revisions
BEGIN SELECT RAISE(ABORT, 'tickmark: revisions are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER revisions_never_deleted BEFORE DELETE ON revisions
BEGIN SELECT RAISE(ABORT, 'tickmark: revisions are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reports_never_updated BEFORE UPDATE ON reports
BEGIN SELECT RAISE(ABORT, 'tickmark: reports are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reports_never_deleted BEFORE DELETE ON reports
BEGIN SELECT RAISE(ABORT, 'tickmark: reports are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER trail_hashes_never_replaced BEFORE INSERT ON trail_hashes
WHEN EXISTS (SELECT 1 FROM trail_hashes WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'tickmark: trail_hashes are never replaced'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER checkpoints_never_replaced BEFORE INSERT ON checkpoints
WHEN EXISTS (SELECT 1 FROM checkpoints WHERE size = NEW.size)
BEGIN SELECT RAISE(ABORT, 'tickmark: checkpoints are never replaced'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER revisions_never_replaced BEFORE INSERT ON revisions
WHEN EXISTS (SELECT 1 FROM revisions WHERE id = NEW.id OR (article_id = NEW.article_id AND number = NEW.number))
BEGIN SELECT RAISE(ABORT, 'tickmark: revisions are never replaced'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER reports_never_replaced BEFORE INSERT ON reports
WHEN EXISTS (SELECT 1 FROM reports WHERE id = NEW.id OR (year = NEW.year AND serial = NEW.serial) OR supersedes = NEW.supersedes)
BEGIN SELECT RAISE(ABORT, 'tickmark: reports are never replaced'); END;
-- +goose StatementEnd

-- Only the act of erasing may touch these: it empties salt and text.
-- +goose StatementBegin
CREATE TRIGGER event_texts_only_emptied BEFORE UPDATE ON event_texts
WHEN NEW.event_seq <> OLD.event_seq OR NEW.field <> OLD.field OR NEW.side <> OLD.side OR length(NEW.salt) > 0 OR NEW.text <> ''
BEGIN SELECT RAISE(ABORT, 'tickmark: event texts are never changed'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER event_texts_never_deleted BEFORE DELETE ON event_texts
BEGIN SELECT RAISE(ABORT, 'tickmark: event texts are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER event_texts_never_replaced BEFORE INSERT ON event_texts
WHEN EXISTS (SELECT 1 FROM event_texts WHERE event_seq = NEW.event_seq AND field = NEW.field AND side = NEW.side)
BEGIN SELECT RAISE(ABORT, 'tickmark: event texts are never replaced'); END;
-- +goose StatementEnd

-- Four eyes: the second lock.
-- +goose StatementBegin
CREATE TRIGGER approvals_never_by_a_hand BEFORE INSERT ON approvals
WHEN NEW.break_glass = 0 AND EXISTS (
  SELECT 1 FROM hands WHERE claim_id = NEW.claim_id AND user_id = NEW.created_by AND ended_seq IS NULL)
BEGIN SELECT RAISE(ABORT, 'tickmark: a hand may not approve'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER approvals_only_end BEFORE UPDATE ON approvals
WHEN NEW.id <> OLD.id OR NEW.claim_id <> OLD.claim_id OR NEW.claim_version <> OLD.claim_version
  OR NEW.finding_id <> OLD.finding_id OR NEW.bound <> OLD.bound OR NEW.fingerprint <> OLD.fingerprint
  OR NEW.break_glass <> OLD.break_glass OR NEW.reason <> OLD.reason OR NEW.created_by <> OLD.created_by
  OR NEW.created_at <> OLD.created_at OR OLD.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'tickmark: an approval only ends'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER approvals_never_deleted BEFORE DELETE ON approvals
BEGIN SELECT RAISE(ABORT, 'tickmark: approvals are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER approvals_never_replaced BEFORE INSERT ON approvals
WHEN EXISTS (SELECT 1 FROM approvals WHERE id = NEW.id OR (claim_id = NEW.claim_id AND claim_version = NEW.claim_version))
BEGIN SELECT RAISE(ABORT, 'tickmark: approvals are never replaced'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER hands_only_end BEFORE UPDATE ON hands
WHEN NEW.id <> OLD.id OR NEW.claim_id <> OLD.claim_id OR NEW.user_id <> OLD.user_id OR NEW.cause <> OLD.cause
  OR NEW.event_seq <> OLD.event_seq OR OLD.ended_seq IS NOT NULL OR OLD.cause <> 'wrote the sentence'
BEGIN SELECT RAISE(ABORT, 'tickmark: a hand stays'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER hands_never_deleted BEFORE DELETE ON hands
BEGIN SELECT RAISE(ABORT, 'tickmark: hands are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER hands_never_replaced BEFORE INSERT ON hands
WHEN EXISTS (SELECT 1 FROM hands WHERE id = NEW.id
  OR (claim_id = NEW.claim_id AND user_id = NEW.user_id AND cause = NEW.cause AND ended_seq IS NULL AND NEW.ended_seq IS NULL))
BEGIN SELECT RAISE(ABORT, 'tickmark: hands are never replaced'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_only_end BEFORE UPDATE ON findings
WHEN NEW.id <> OLD.id OR NEW.claim_id <> OLD.claim_id OR NEW.verdict <> OLD.verdict OR NEW.note <> OLD.note
  OR NEW.words <> OLD.words OR NEW.sentence <> OLD.sentence OR NEW.created_by <> OLD.created_by
  OR NEW.created_at <> OLD.created_at OR OLD.ended_at IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'tickmark: a finding only ends'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_never_deleted BEFORE DELETE ON findings
BEGIN SELECT RAISE(ABORT, 'tickmark: findings are never deleted'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER findings_never_replaced BEFORE INSERT ON findings
WHEN EXISTS (SELECT 1 FROM findings WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'tickmark: findings are never replaced'); END;
-- +goose StatementEnd
