import type { Translation } from '../texts.ts';
import type { reports as zh } from '../zh/reports.ts';

export const reports: Translation<typeof zh> = {
  'note/report-title': 'Report',
  'note/report-member':
    'Operators look at the name, picture and words of this member. Report a note, a listing, a comment or a message where it stands.',
  'note/report-message': 'Operators will see this one message, and nothing else you two said.',
  'note/report-reason': 'Reason',
  'note/report-details': 'Anything to add',
  'note/report-send': 'Send report',
  'note/report-thanks': 'Thank you, an operator will look at it',

  'report/prohibited': 'Prohibited goods',
  'report/counterfeit': 'Counterfeit',
  'report/fraud': 'Fraud',
  'report/off-platform': 'Luring people off the shop',
  'report/stolen-picture': 'Stolen pictures',
  'report/adult': 'Adult content',
  'report/harassment': 'Harassment',
  'report/private-data': 'Private data',
  'report/spam': 'Spam',
  'report/other': 'Something else',
};
