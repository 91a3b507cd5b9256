import type { ReasonCode, SubjectKind } from '../domain/rules.ts';
import type { SubjectSnapshot } from '../types.ts';

export type CaseRow = {
  bucket: number;
  id: string;
  subject_kind: SubjectKind;
  subject_id: string;
  owner_id: string;
  opened_at: Date;
  decided_at: Date | null;
  decided_by: string | null;
  outcome: 'taken-down' | 'dismissed' | null;
  reason_code: ReasonCode | null;
  words: string | null;
};

export type ReportRow = {
  bucket: number;
  id: string;
  case_id: string;
  reporter_id: string;
  reason_code: ReasonCode;
  words: string | null;
  snapshot: SubjectSnapshot;
  reported_at: Date;
};

export type ModerationTables = {
  'moderation.case_file': CaseRow;
  'moderation.report': ReportRow;
};
