-- Texts and e-mails a sandbox caught instead of sending, for all its processes; none elsewhere.
create table platform.captured_message (
  number integer generated always as identity primary key,
  receiver text not null,
  sealed bytea not null
);
