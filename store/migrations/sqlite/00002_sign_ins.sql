-- +goose Up
-- Tries to sign in that have not succeeded: what slows a guesser down.
CREATE TABLE sign_in_tries (
  id      INTEGER PRIMARY KEY,
  handle  TEXT NOT NULL,
  device  BLOB,
  address TEXT NOT NULL,
  at      INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_tries_handle ON sign_in_tries (handle, at);
CREATE INDEX sign_in_tries_device ON sign_in_tries (device, at);
CREATE INDEX sign_in_tries_address ON sign_in_tries (address, at);
CREATE INDEX sign_in_tries_at ON sign_in_tries (at);

-- Browsers in which somebody signed in before: guesses made elsewhere do not
-- lock them out.
CREATE TABLE devices (
  token_hash BLOB PRIMARY KEY,
  user_id    INTEGER NOT NULL REFERENCES users (id),
  created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX devices_user ON devices (user_id);
