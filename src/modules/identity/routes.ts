import * as z from 'zod';
import { done, id } from '#platform/http/schemas.ts';
import { route, type Route, type RouteInput } from '#platform/http/route.ts';
import type { Identity, SignedIn, Transport, Visit } from './index.ts';
import { operatorRoutes, type OperatorDoor } from './operator-routes.ts';
import { mailRoutes } from './mail-routes.ts';
import * as s from './schemas.ts';

type Door = Pick<
  Identity,
  | 'requestSignInCode'
  | 'signUp'
  | 'signIn'
  | 'signOut'
  | 'getMe'
  | 'getMember'
  | 'updateProfile'
  | 'changePhone'
  | 'bindEmail'
  | 'confirmEmail'
  | 'removeEmail'
  | 'listSessions'
  | 'revokeSession'
  | 'submitRealName'
  | 'openProAccount'
  | 'listAddresses'
  | 'saveAddress'
  | 'deleteAddress'
> &
  OperatorDoor;
type Input = Pick<RouteInput<never, never, never>, 'locale' | 'ip' | 'userAgent' | 'session'>;

/** The HTTP face of this room. */
export function identityRoutes(door: Door): Route[] {
  return [
    ...signingRoutes(door),
    ...sessionRoutes(door),
    ...profileRoutes(door),
    ...mailRoutes(door),
    ...sellingRoutes(door),
    ...addressRoutes(door),
    ...operatorRoutes(door),
  ];
}

const visitOf = ({ locale, ip, userAgent }: Input): Visit => ({ locale, ip, userAgent });

/** Browsers get a cookie that scripts cannot read; other programs get the token itself. */
function answerSignedIn(input: Input, signedIn: SignedIn, transport: Transport) {
  const { memberId, sessionId, token, cookieExpiresAt } = signedIn;
  if (transport === 'bearer') return { memberId, sessionId, token };
  input.session.set(token, cookieExpiresAt);
  return { memberId, sessionId, token: null };
}

function signingRoutes(door: Door): Route[] {
  return [
    route(
      {
        operationId: 'requestSignInCode',
        method: 'POST',
        path: '/sign-in-codes',
        summary: 'Send a six-digit code to a phone',
        tag: 'identity',
        body: s.codeRequest,
        response: s.codeSent,
      },
      (input) => door.requestSignInCode(visitOf(input), input.body),
    ),
    route(
      {
        operationId: 'signUp',
        method: 'POST',
        path: '/members',
        summary: 'Join with a phone, the code sent to it, a nickname and consent',
        tag: 'identity',
        body: s.signUpBody,
        response: s.signedIn,
        status: 201,
      },
      async (input) => {
        const signedIn = await door.signUp(visitOf(input), input.body);
        return answerSignedIn(input, signedIn, input.body.transport);
      },
    ),
    route(
      {
        operationId: 'signIn',
        method: 'POST',
        path: '/sessions',
        summary: 'Sign in with a phone and the code sent to it',
        tag: 'identity',
        body: s.signInBody,
        response: s.signedIn,
        status: 201,
      },
      async (input) => {
        const signedIn = await door.signIn(visitOf(input), input.body);
        return answerSignedIn(input, signedIn, input.body.transport);
      },
    ),
  ];
}

function sessionRoutes(door: Door): Route[] {
  return [
    route(
      {
        operationId: 'signOut',
        method: 'DELETE',
        path: '/sessions/current',
        summary: 'End this session',
        tag: 'identity',
        response: done,
      },
      async (input) => {
        await door.signOut(input.call());
        input.session.clear();
      },
    ),
    route(
      {
        operationId: 'listSessions',
        method: 'GET',
        path: '/sessions',
        summary: 'Devices that are signed in',
        tag: 'identity',
        response: s.sessions,
      },
      (input) => door.listSessions(input.call().actor),
    ),
    route(
      {
        operationId: 'revokeSession',
        method: 'DELETE',
        path: '/sessions/{sessionId}',
        summary: 'Sign a device out',
        tag: 'identity',
        params: z.object({ sessionId: id }),
        response: done,
      },
      (input) => door.revokeSession(input.call(), input.params),
    ),
  ];
}

function profileRoutes(door: Door): Route[] {
  return [
    route(
      {
        operationId: 'getMe',
        method: 'GET',
        path: '/me',
        summary: 'The signed-in member',
        tag: 'identity',
        response: s.me,
      },
      (input) => door.getMe(input.call().actor),
    ),
    route(
      {
        operationId: 'updateProfile',
        method: 'PATCH',
        path: '/me',
        summary: 'Change nickname, words about oneself, city or picture',
        tag: 'identity',
        body: s.profileBody,
        response: s.me,
      },
      async (input) => {
        await door.updateProfile(input.call(), input.body);
        return door.getMe(input.call().actor);
      },
    ),
    route(
      {
        operationId: 'changePhone',
        method: 'PUT',
        path: '/me/phone',
        summary: 'Change the phone with a code sent to the new one',
        tag: 'identity',
        body: s.phoneBody,
        response: z.object({ phoneMasked: z.string() }),
      },
      (input) => door.changePhone(input.call(), { ...input.body, ip: input.ip }),
    ),
    route(
      {
        operationId: 'getMember',
        method: 'GET',
        path: '/members/{memberId}',
        summary: 'A member as others see them',
        tag: 'identity',
        params: z.object({ memberId: id }),
        response: s.memberProfile,
      },
      (input) => door.getMember(input.params.memberId, input.actor?.memberId),
    ),
  ];
}

function sellingRoutes(door: Door): Route[] {
  return [
    route(
      {
        operationId: 'submitRealName',
        method: 'POST',
        path: '/me/real-name',
        summary: 'Hand in real name and ID number',
        tag: 'identity',
        body: s.realNameBody,
        response: s.realNameAnswer,
        idempotent: true,
      },
      (input) => door.submitRealName(input.call(), input.body),
    ),
    route(
      {
        operationId: 'openProAccount',
        method: 'POST',
        path: '/me/pro-account',
        summary: 'Open the pro account that selling needs',
        tag: 'identity',
        response: s.proOpened,
        idempotent: true,
      },
      (input) => door.openProAccount(input.call()),
    ),
  ];
}

function addressRoutes(door: Door): Route[] {
  return [
    route(
      {
        operationId: 'listAddresses',
        method: 'GET',
        path: '/me/addresses',
        summary: 'The address book, the default first',
        tag: 'identity',
        response: s.addresses,
      },
      (input) => door.listAddresses(input.call().actor),
    ),
    route(
      {
        operationId: 'saveAddress',
        method: 'POST',
        path: '/me/addresses',
        summary: 'Add an address, or change the one named by addressId',
        tag: 'identity',
        body: s.addressBody,
        response: s.address,
        idempotent: true,
      },
      (input) => door.saveAddress(input.call(), input.body),
    ),
    route(
      {
        operationId: 'deleteAddress',
        method: 'DELETE',
        path: '/me/addresses/{addressId}',
        summary: 'Delete an address; orders keep their own copy',
        tag: 'identity',
        params: z.object({ addressId: id }),
        response: done,
      },
      (input) => door.deleteAddress(input.call(), input.params),
    ),
  ];
}
