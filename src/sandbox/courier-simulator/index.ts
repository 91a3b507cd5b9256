import type { AddressInfo } from 'node:net';
import fastify from 'fastify';
import type { Clock } from '#platform/clock.ts';
import { openJournal } from '../journal.ts';
import { silentLog, type SandboxLog } from '../log.ts';
import { answerErrorsAsJson, originOf, readBodiesAsBytes } from '../signed-api.ts';
import {
  holdParcel,
  newParcel,
  pushParcel,
  type NewParcel,
  type Parcel,
  type ParcelEvent,
} from './journey.ts';
import { openLabels } from './labels.ts';
import { registerCourierRoutes } from './routes.ts';

export type { Parcel, ParcelEvent, ParcelState } from './journey.ts';

export type CourierSimulatorOptions = {
  /** 0 takes any free port. */
  port: number;
  host: string;
  clock: Clock;
  /** Where it remembers; without it a restart forgets every parcel. */
  dataFile?: string;
  /** Who may ask; requests are signed as the payment simulator's are. */
  customer: { customerId: string; secret: string };
  log?: SandboxLog;
};

export type CourierControl = {
  /** Pushes a parcel on to a state at once. False when nobody knows the number. */
  advance(waybillNo: string, to: ParcelEvent['state']): boolean;
  /** Leaves a parcel without movement until it is pushed on. False when nobody knows it. */
  hold(waybillNo: string): boolean;
  /** The next calls are answered 503 and do nothing. */
  breakDown(calls: number): void;
};

export type CourierSimulator = { url: string; control: CourierControl; close(): Promise<void> };

export type Parcels = {
  find(carrier: string, waybillNo: string): Parcel | undefined;
  /** By its number alone, whoever carries it. */
  findByNo(waybillNo: string): Parcel | undefined;
  /** Makes a parcel known; one already known keeps its way. */
  register(parcel: NewParcel): Parcel;
  save(parcel: Parcel): void;
};

/**
 * Starts a courier that carries nothing: an HTTP service of its own whose parcels move by the
 * handed clock, and can be pushed on, lost, returned or left lying.
 * @throws the system's error when the port is taken or the file cannot be opened.
 */
export async function startCourierSimulator(
  options: CourierSimulatorOptions,
): Promise<CourierSimulator> {
  const { clock, customer, log = silentLog } = options;
  const memory = new Map<string, Parcel>();
  const put = (parcel: Parcel) => void memory.set(keyOf(parcel.carrier, parcel.waybillNo), parcel);
  const journal = await openJournal<Parcel>(options.dataFile, put);
  const parcels = createParcels(memory, clock, (parcel) => {
    journal.append([parcel]);
    put(parcel);
  });
  const labels = await openLabels(options.dataFile && `${options.dataFile}.labels`);
  const outage = { callsLeft: 0 };
  const control = createControl(parcels, clock, outage);
  const app = fastify({ logger: false, bodyLimit: 16 * 1024, forceCloseConnections: true });
  readBodiesAsBytes(app);
  answerErrorsAsJson(app, (error) => log.error('courier-simulator/failed', { error }));
  const client = { clientId: customer.customerId, secret: customer.secret };
  registerCourierRoutes(app, { parcels, labels, control, clock, client, outage });
  const close = async () => {
    await app.close();
    journal.close();
    labels.close();
  };
  try {
    await app.listen({ port: options.port, host: options.host });
  } catch (error) {
    await close();
    throw error;
  }
  return { url: originOf(app.server.address() as AddressInfo, options.host), control, close };
}

const keyOf = (carrier: string, waybillNo: string) => `${carrier}/${waybillNo}`;

function createParcels(
  memory: Map<string, Parcel>,
  clock: Clock,
  save: (parcel: Parcel) => void,
): Parcels {
  return {
    find: (carrier, waybillNo) => memory.get(keyOf(carrier, waybillNo)),
    findByNo: (waybillNo) =>
      [...memory.values()].findLast((parcel) => parcel.waybillNo === waybillNo),
    register(made) {
      const known = memory.get(keyOf(made.carrier, made.waybillNo));
      if (known) return known;
      const parcel = newParcel(made, clock.now());
      save(parcel);
      return parcel;
    },
    save,
  };
}

function createControl(
  parcels: Parcels,
  clock: Clock,
  outage: { callsLeft: number },
): CourierControl {
  const change = (waybillNo: string, to: (parcel: Parcel) => Parcel) => {
    const parcel = parcels.findByNo(waybillNo);
    if (parcel) parcels.save(to(parcel));
    return parcel !== undefined;
  };
  return {
    advance: (waybillNo, to) => change(waybillNo, (parcel) => pushParcel(parcel, to, clock.now())),
    hold: (waybillNo) => change(waybillNo, (parcel) => holdParcel(parcel, clock.now())),
    breakDown: (calls) => void (outage.callsLeft = calls),
  };
}
