import type { FastifyInstance } from 'fastify';
import type { Clock } from '#platform/clock.ts';
import {
  ApiError,
  jsonBody,
  requireSignature,
  textField,
  timeField,
  type ApiClient,
  type Fields,
} from '../signed-api.ts';
import type { CourierControl, Parcels } from './index.ts';
import { labelRoutes } from './label-routes.ts';
import type { Labels } from './labels.ts';
import { eventsUntil, hasEnded, parcelStateAt, stateCodes, type Parcel } from './journey.ts';

const carrier = /^[A-Z]{2,10}$/;
const waybillNo = /^[A-Za-z0-9-]{6,32}$/;
const city = /^[^\p{Cc}]{1,50}$/u;
const callsMax = 1000;

type Courier = {
  parcels: Parcels;
  labels: Labels;
  control: CourierControl;
  clock: Clock;
  client: ApiClient;
  outage: { callsLeft: number };
};

/** Registering, tracking, and the hand that moves parcels; every call signed. */
export function registerCourierRoutes(app: FastifyInstance, courier: Courier): void {
  const signed = requireSignature(courier.client, courier.clock);
  void app.register(async (api) => {
    api.addHook('preHandler', signed);
    api.addHook('preHandler', async () => {
      if (courier.outage.callsLeft === 0) return;
      courier.outage.callsLeft -= 1;
      throw new ApiError(503, 'SYSTEM_BUSY', 'the courier is down for a moment');
    });
    trackingRoutes(api, courier);
    labelRoutes(api, courier);
  });
  void app.register(async (api) => {
    api.addHook('preHandler', signed);
    controlRoutes(api, courier);
  });
}

function trackingRoutes(api: FastifyInstance, { parcels, clock }: Courier): void {
  api.post('/v1/waybills', async (request) => {
    const fields = jsonBody(request);
    const { registeredAt, ...parcel } = parcels.register({
      carrier: textField(fields, 'carrier', carrier),
      waybillNo: textField(fields, 'waybillNo', waybillNo),
      fromCity: textField(fields, 'fromCity', city),
      toCity: textField(fields, 'toCity', city),
      handedInAt: timeField(fields, 'handedInAt'),
    });
    const { fromCity, toCity } = parcel;
    return { carrier: parcel.carrier, waybillNo: parcel.waybillNo, fromCity, toCity, registeredAt };
  });
  api.get('/v1/waybills/:carrier/:no/track', async ({ params }) => {
    const fields = params as Fields;
    const parcel = parcels.find(String(fields['carrier']), String(fields['no']));
    // A number nobody handed in is no error: every real tracker says just "nothing yet".
    return parcel ? trackView(parcel, clock.now()) : { state: 'NONE', events: [] };
  });
}

function trackView(parcel: Parcel, now: Date) {
  const state = parcelStateAt(parcel, now);
  const events = eventsUntil(parcel, now).map(({ at, code, zh, en, city: place }) => {
    return { at, code, zh, en, city: place };
  });
  return { state, stateCode: state === 'NONE' ? undefined : stateCodes[state], events };
}

function controlRoutes(api: FastifyInstance, { parcels, control, clock, outage }: Courier): void {
  const known = (params: unknown): Parcel => {
    const parcel = parcels.findByNo(String((params as Fields)['no']));
    if (parcel) return parcel;
    throw new ApiError(404, 'NO_SUCH_WAYBILL', 'nobody handed in a parcel of this number');
  };
  const view = (no: string) => trackView(parcels.findByNo(no)!, clock.now());
  api.post('/control/waybills/:no/advance', async (request) => {
    const parcel = known(request.params);
    const to = textField(jsonBody(request), 'to', new RegExp(`^(${states.join('|')})$`));
    if (hasEnded(parcel, clock.now()) && parcelStateAt(parcel, clock.now()) !== to) {
      throw new ApiError(409, 'ALREADY_ENDED', 'the parcel has come to its end');
    }
    control.advance(parcel.waybillNo, to as (typeof states)[number]);
    return view(parcel.waybillNo);
  });
  api.post('/control/waybills/:no/hold', async ({ params }) => {
    const { waybillNo: no } = known(params);
    control.hold(no);
    return view(no);
  });
  api.get('/control/faults', async () => ({ apiDownNext: outage.callsLeft }));
  api.put('/control/faults', async (request) => {
    const calls = Number(jsonBody(request)['apiDownNext']);
    const isFine = Number.isInteger(calls) && calls >= 0 && calls <= callsMax;
    if (!isFine) throw new ApiError(400, 'BAD_REQUEST', `apiDownNext is 0 to ${callsMax}`);
    control.breakDown(calls);
    return { apiDownNext: outage.callsLeft };
  });
}

const states = Object.keys(stateCodes) as Array<keyof typeof stateCodes>;
