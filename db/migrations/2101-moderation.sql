-- Reviews of trades can be reported, and are held for an operator where screening says so.
alter table moderation.case_file
  drop constraint case_file_subject_kind_check,
  add constraint case_file_subject_kind_check
    check (subject_kind in ('note', 'listing', 'comment', 'member', 'message', 'review'));
