import { done } from '#platform/http/schemas.ts';
import { route, type Route } from '#platform/http/route.ts';
import type { Reviews } from './index.ts';
import * as schemas from './schemas.ts';

const tag = 'reviews';

/** The room's operations. */
export function reviewRoutes(door: Reviews): Route[] {
  return [
    reviewOrder(door),
    getOrderReviews(door),
    replyToReview(door),
    withdrawReview(door),
    listMemberReviews(door),
  ];
}

const reviewOrder = (door: Reviews) =>
  route(
    {
      operationId: 'reviewOrder',
      method: 'POST',
      path: '/orders/{orderId}/reviews',
      summary:
        'Review the other side of a finished trade; both are shown once both have, or after 14 days',
      tag,
      params: schemas.orderParams,
      body: schemas.reviewBody,
      response: schemas.reviewReceipt,
      status: 201,
      idempotent: true,
    },
    ({ call, params, body }) => door.reviewOrder(call(), { ...params, ...body }),
  );

const getOrderReviews = (door: Reviews) =>
  route(
    {
      operationId: 'getOrderReviews',
      method: 'GET',
      path: '/orders/{orderId}/reviews',
      summary: 'The reviews of an order as one of its two sees them',
      tag,
      params: schemas.orderParams,
      response: schemas.orderReviews,
    },
    ({ call, params }) => door.getOrderReviews(call().actor, params),
  );

const replyToReview = (door: Reviews) =>
  route(
    {
      operationId: 'replyToReview',
      method: 'POST',
      path: '/reviews/{reviewId}/reply',
      summary: 'Answer a review of oneself, once',
      tag,
      params: schemas.reviewParams,
      body: schemas.replyBody,
      response: done,
      idempotent: true,
    },
    ({ call, params, body }) => door.replyToReview(call(), { ...params, ...body }),
  );

const withdrawReview = (door: Reviews) =>
  route(
    {
      operationId: 'withdrawReview',
      method: 'POST',
      path: '/reviews/{reviewId}/withdrawal',
      summary: 'Take an own review back for good; there is no second one',
      tag,
      params: schemas.reviewParams,
      response: done,
      idempotent: true,
    },
    ({ call, params }) => door.withdrawReview(call(), params),
  );

const listMemberReviews = (door: Reviews) =>
  route(
    {
      operationId: 'listMemberReviews',
      method: 'GET',
      path: '/members/{memberId}/reviews',
      summary: 'What was said of a member as seller or buyer, with the rating and counts',
      tag,
      params: schemas.memberParams,
      query: schemas.memberReviewsQuery,
      response: schemas.memberReviews,
    },
    ({ actor, params, query }) => door.listMemberReviews(actor, { ...params, ...query }),
  );
