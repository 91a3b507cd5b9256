/** A change that changes nothing anybody could notice, so that no test can find it. */
export type Equivalent = {
  file: string;
  /** The whole line where it begins, once in the file. */
  line: string;
  /** What is changed, and into what; white space as single blanks. */
  was: string;
  put: string;
  /** Why nothing is different afterwards. */
  because: string;
};

/** Left out of the count of `npm run mutation`, one by one. */
export const equivalents: readonly Equivalent[] = [
  endedState("case 'DISPUTED':", "'DISPUTED'", '""'),
  endedState("case 'REFUNDED':", "'REFUNDED'", '""'),
  endedState("case 'EXCHANGED':", "'EXCHANGED'", '""'),
  endedState("case 'CLOSED':", "'CLOSED'", '""'),
  endedState("case 'CLOSED':", "case 'CLOSED': return undefined;", "case 'CLOSED':"),
  {
    file: 'src/modules/aftersale/domain/decide.ts',
    line: 'default:',
    was: 'default: return undefined;',
    put: 'default:',
    because: 'a switch that ends without an answer answers undefined as well',
  },
  {
    file: 'src/modules/aftersale/domain/opening.ts',
    line: "return { ...sale, dueAt: dueOf({ ...sale, id: '' }, now) };",
    was: "''",
    put: '"Stryker was here!"',
    because: 'the id is not there yet; dueOf wants one by its type and never looks at it',
  },
  {
    file: 'src/modules/aftersale/domain/opening.ts',
    line: 'return within < 0n ? 0n : within;',
    was: 'within < 0n',
    put: 'within <= 0n',
    because: 'where within is 0, both ways answer 0',
  },
  {
    file: 'src/modules/aftersale/domain/opening.ts',
    line: 'orderFreightFen > rules.returnFreightFenMax ? orderFreightFen : rules.returnFreightFenMax;',
    was: 'orderFreightFen > rules.returnFreightFenMax',
    put: 'orderFreightFen >= rules.returnFreightFenMax',
    because: 'of two equal amounts either is the greater',
  },
  {
    file: 'src/modules/aftersale/domain/opening.ts',
    line: 'const cost = sale.returnFreightFen > most ? most : sale.returnFreightFen;',
    was: 'sale.returnFreightFen > most',
    put: 'sale.returnFreightFen >= most',
    because: 'of two equal amounts either is the lesser',
  },
];

function endedState(line: string, was: string, put: string): Equivalent {
  return {
    file: 'src/modules/aftersale/domain/silence.ts',
    line,
    was,
    put,
    because: 'a state that no case names answers undefined as well; the cases are for the compiler',
  };
}
