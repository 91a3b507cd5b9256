// Real: all of it.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { approvalFault, standing, type MoneyMove } from './money-move.ts';

const at = new Date('2026-07-01T00:00:00Z');
const later = (ms: number) => new Date(at.getTime() + ms);
const move: MoneyMove = {
  id: '1',
  kind: 'correction',
  fromId: '10',
  toId: '11',
  orderId: null,
  payoutId: null,
  amountFen: 5n,
  reason: 'the wrong wallet',
  state: 'PROPOSED',
  proposedBy: '20',
  proposedAt: at,
  expiresAt: later(1000),
  approvedBy: null,
  approvedAt: null,
  closedBy: null,
  closedAt: null,
  closeReason: null,
};
const nobody = { isProposer: false, isParty: false };
const fault = (changed: Partial<MoneyMove>, operatorId = '21', kin = nobody, now = at) =>
  approvalFault({ ...move, ...changed }, operatorId, kin, now);

test('another operator may carry a move out while it stands', () => {
  assert.equal(fault({}), undefined);
  assert.equal(fault({}, '21', nobody, later(999)), undefined);
});

test('nobody approves what they proposed, not with a second account either', () => {
  assert.equal(fault({}, '20'), 'office/takes-two');
  assert.equal(fault({}, '21', { isProposer: true, isParty: false }), 'office/takes-two');
});

test('nobody approves a move of their own money', () => {
  assert.equal(fault({}, '10'), 'office/own-money');
  assert.equal(fault({}, '11'), 'office/own-money');
  assert.equal(fault({}, '21', { isProposer: false, isParty: true }), 'office/own-money');
});

test('a move is approved once and in time', () => {
  assert.equal(fault({}, '21', nobody, later(1000)), 'office/move-expired');
  assert.equal(fault({ state: 'CARRIED_OUT' }), 'office/move-over');
  assert.equal(fault({ state: 'WITHDRAWN' }, '21', nobody, later(5000)), 'office/move-over');
  assert.equal(standing(move, later(1000)), 'EXPIRED');
  assert.equal(standing({ ...move, state: 'CARRIED_OUT' }, later(1000)), 'CARRIED_OUT');
});
