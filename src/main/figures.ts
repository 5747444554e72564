import { Gauge, type Registry } from 'prom-client';
import { type IndexFigures, indexFigures } from '../dispatch/actions/live-index.ts';
import { oldestDueSeconds } from '../orders/actions/clock.ts';
import { streamsOf } from '../orders/actions/stream.ts';
import { readUnknownYears } from '../organisation/actions/calendar.ts';
import type { Context } from '../platform/context.ts';
import { secondsNotHandedOver } from '../platform/diagnosis.ts';
import { lateJobs } from '../platform/jobs.ts';

/** Sets a gauge: a value, and its labels where it has some. */
type Tell = (value: number, labels?: Record<string, string>) => void;

/** Everything that is told of this server but its requests; each is looked at when somebody asks. */
export function registerFigures(registry: Registry, context: Context): void {
  const gauge = (name: string, help: string, labelNames: string[], read: (tell: Tell) => void | Promise<void>) =>
    new Gauge({
      name,
      help,
      labelNames,
      registers: [registry],
      async collect() {
        // A figure that cannot be had now must not keep the others back.
        this.reset();
        await Promise.resolve(read((value, labels = {}) => this.set(labels, value))).catch(() => undefined);
      },
    });
  gauge('linli_database_connections', 'Connections to the database by state', ['state'], (tell) => {
    for (const [state, count] of Object.entries(context.database.usage())) tell(count, { state });
  });
  gauge('linli_live_age_seconds', 'Seconds since the history was last read for open pages', [], (tell) =>
    tell(context.live.ageMilliseconds() / 1000),
  );
  gauge(
    'linli_events_waiting_seconds',
    'Seconds for which events have waited for an older transaction of the cluster to end before anybody may be told',
    [],
    (tell) => tell(context.live.waitingMilliseconds() / 1000),
  );
  gauge('linli_open_streams', 'Pages that listen to live events', [], (tell) => tell(streamsOf(context).size));
  gauge('linli_job_late_seconds', 'Seconds since a job should have had a turn without a failure', ['name'], (tell) => {
    for (const [name, seconds] of lateJobs(context)) tell(seconds, { name });
  });
  gauge(
    'linli_clock_oldest_due_seconds',
    'Seconds for which the clock of an order has been at its warning or its end without having been heard',
    ['network'],
    async (tell) => {
      for (const { id } of await context.database.networks())
        tell(await oldestDueSeconds(context, id), { network: id });
    },
  );
  gauge(
    'linli_calendar_missing_years',
    'Years ahead of which a network that is no demo does not know which holidays were announced',
    ['network'],
    async (tell) => {
      for (const { id, years } of await readUnknownYears(context)) tell(years.length, { network: id });
    },
  );
  gauge('linli_disk_free_bytes', 'Room left on the volume of the embedded database', [], (tell) => {
    const free = context.disk?.freeBytes();
    if (free !== undefined && Number.isFinite(free)) tell(free);
  });
  backupGauges(gauge, context);
  indexGauges(gauge, context);
}

type MakeGauge = (name: string, help: string, labels: string[], read: (tell: Tell) => void | Promise<void>) => void;

/** Of those databases that are embedded: whoever runs another one watches that with its own tools. */
function backupGauges(gauge: MakeGauge, context: Context): void {
  gauge(
    'linli_log_waiting_seconds',
    'Seconds for which the write-ahead log could not be handed over to where backups are',
    ['database'],
    async (tell) => {
      const embedded = (await context.newestBackups?.()) ?? {};
      if ('main' in embedded) tell(await secondsNotHandedOver(context.database), { database: 'main' });
      if ('keys' in embedded) tell(await secondsNotHandedOver(context.keys), { database: 'keys' });
    },
  );
  gauge(
    'linli_backup_age_seconds',
    'Seconds since the newest backup of a city that is no demo; infinite where there is none',
    ['database'],
    async (tell) => {
      const newest = await context.newestBackups?.();
      if (!newest || (await context.database.networks()).every(({ demo }) => demo)) return;
      for (const [database, at] of Object.entries(newest))
        tell(at === null ? Number.POSITIVE_INFINITY : (Date.now() - at.getTime()) / 1000, { database });
    },
  );
}

/** How old each network's index is, how many are in it, and how many rows a patrol had to mend. */
function indexGauges(gauge: MakeGauge, context: Context): void {
  const each = (name: string, help: string, read: (figures: IndexFigures) => number | null) =>
    gauge(name, help, ['network'], (tell) => {
      for (const [network, figures] of indexFigures(context)) tell(read(figures) ?? Number.NaN, { network });
    });
  each('linli_index_age_seconds', 'Seconds since the index was as the database', ({ ageSeconds }) => ageSeconds);
  each('linli_index_volunteers', 'People and teams in the index', ({ volunteers }) => volunteers);
  each(
    'linli_index_build_milliseconds',
    'How long the last building of the index took',
    ({ buildMilliseconds }) => buildMilliseconds,
  );
  each('linli_index_mended', 'Rows that differed from the database without an event', ({ mended }) => mended);
}
