-- Messages can be reported by whom they were sent to.
alter table moderation.case_file
  drop constraint case_file_subject_kind_check,
  add constraint case_file_subject_kind_check
    check (subject_kind in ('note', 'listing', 'comment', 'member', 'message'));
