import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import { route, signedIn } from '../../platform/http/route.ts';
import { noteWeather, withdrawWeather } from '../actions/weather.ts';
import { readWeekAhead } from '../actions/week-ahead.ts';
import { WeatherInput, WeatherNotice, WeekAhead } from '../schema/week-ahead.ts';

const tag = 'dispatch';
const OneId = Type.Object({ id: Type.String({ format: 'uuid' }) });

/** What a unit should expect in the week ahead, and the weather that it leans on. */
export function weekAheadRoutes(app: FastifyInstance): void {
  route(app, {
    method: 'GET',
    url: '/api/v1/units/:id/week-ahead',
    permission: ['dispatcher', 'observer'],
    summary: 'What a unit should expect in the next seven days: by kind and day, why, and who could meet it.',
    tag,
    params: OneId,
    response: WeekAhead,
    handle: async ({ context, params, ...call }) => ({
      body: await readWeekAhead(context, signedIn(call), params.id),
    }),
  });
  route(app, {
    method: 'POST',
    url: '/api/v1/units/:id/weather',
    permission: ['dispatcher'],
    summary: 'Notes weather that is coming or came, for a county or the city.',
    tag,
    params: OneId,
    body: WeatherInput,
    response: WeatherNotice,
    status: 201,
    handle: async ({ context, params, body, attempt, ...call }) => ({
      body: await noteWeather(context, signedIn(call), { ...body, unitId: params.id }, attempt),
    }),
  });
  route(app, {
    method: 'DELETE',
    url: '/api/v1/weather/:id',
    permission: ['dispatcher'],
    summary: 'Says that noted weather does not come, or did not.',
    tag,
    params: OneId,
    async handle({ context, params, attempt, ...call }) {
      await withdrawWeather(context, signedIn(call), params.id, attempt);
      return {};
    },
  });
}
