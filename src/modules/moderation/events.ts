/** Told when a case is decided; the payload carries no words of members. */
export const caseDecided = 'moderation/case-decided';

export type CaseDecided = {
  caseId: string;
  subjectKind: string;
  subjectId: string;
  ownerId: string;
  outcome: 'taken-down' | 'dismissed';
};
