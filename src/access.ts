import type { AccessRow, AccessTable, SocketAccessTable } from '#platform/http/access.ts';

const anyone = (touches: AccessRow['touches']): AccessRow => ({ who: 'anyone', touches });
const member = (touches: AccessRow['touches']): AccessRow => ({ who: 'member', touches });
const operator: AccessRow = { who: 'operator', touches: 'none' };
const sandbox: AccessRow = { who: 'sandbox', touches: 'none' };

/**
 * Who may call each operation, and whose things it may touch. A route without a row here does not
 * start; the matrix test calls every row as a stranger.
 */
export const access: AccessTable = {
  // the API about itself
  getApiDocument: anyone('none'),
  getApiPage: anyone('none'),
  getApiStyle: anyone('none'),
  // identity
  requestSignInCode: anyone('none'),
  signUp: anyone('none'),
  signIn: anyone('none'),
  signOut: member('own'),
  getMe: member('own'),
  updateProfile: member('own'),
  changePhone: member('own'),
  getMember: anyone('public'),
  listSessions: member('own'),
  revokeSession: member('own'),
  submitRealName: member('own'),
  openProAccount: member('own'),
  listAddresses: member('own'),
  saveAddress: member('own'),
  deleteAddress: member('own'),
  listRealNameQueue: operator,
  revealRealName: operator,
  decideRealName: operator,
  // admin
  beginSecondFactor: member('own'),
  passSecondFactor: member('own'),
  listAuditLog: operator,
  // notifications
  listNotifications: member('own'),
  markNotificationsRead: member('own'),
  // moderation
  reportContent: member('public'),
  listModerationQueue: operator,
  decideModeration: operator,
  // ledger
  getWallet: member('own'),
  listWalletEntries: member('own'),
  getStatement: member('own'),
  // payments
  receiveNotice: { who: 'provider', touches: 'none' },
  bindPayoutAccount: member('own'),
  getPayoutAccount: member('own'),
  requestWithdrawal: member('own'),
  listWithdrawals: member('own'),
  // pictures
  uploadPicture: member('own'),
  getMedia: anyone('public'),
  // community
  getFeed: anyone('public'),
  publishNote: member('own'),
  getNote: anyone('public'),
  updateNote: member('own'),
  deleteNote: member('own'),
  // chat
  listConversations: member('own'),
  startConversation: member('public'),
  getConversation: member('party'),
  sendMessage: member('party'),
  listMessages: member('party'),
  markConversationRead: member('party'),
  // catalog
  getSellingEligibility: member('own'),
  openQuickSell: member('own'),
  createListing: member('own'),
  updateListing: member('own'),
  getListing: anyone('public'),
  withdrawListing: member('own'),
  listListings: anyone('public'),
  // orders
  quoteOrder: member('public'),
  placeOrder: member('public'),
  payOrder: member('own'),
  cancelOrder: member('party'),
  extendShipping: member('own'),
  shipOrder: member('own'),
  handOverOrder: member('own'),
  correctWaybill: member('own'),
  confirmReceipt: member('own'),
  extendReceipt: member('own'),
  reportProblem: member('own'),
  getOrder: member('party'),
  listOrders: member('own'),
  getTracking: member('party'),
  listCarriers: anyone('none'),
  listProblems: operator,
  decideProblem: operator,
  // sandbox
  moveClock: sandbox,
  getClock: sandbox,
  listSandboxMessages: sandbox,
  setProviderFault: sandbox,
  advanceParcel: sandbox,
};

/**
 * Whose sockets each event may reach; a type without a row does not compile. Sockets only bring
 * events: whatever a page sends over one closes it.
 */
export const socketAccess: SocketAccessTable = {
  'realtime/ready': { reaches: 'own' },
  'notifications/new': { reaches: 'own' },
  'notifications/read': { reaches: 'own' },
  'chat/message': { reaches: 'party' },
  'fulfilment/parcel-moved': { reaches: 'party' },
  'orders/changed': { reaches: 'party' },
};
