import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import type { Waves as Going } from '../../../src/dispatch/schema/waves.ts';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import { asRefusal } from '../../ui/api.ts';
import { t } from '../../ui/language.ts';
import { readOrder, readWaves, startWaves } from '../calls.ts';
import { useAsk } from '../frame/ask.ts';
import { useKeys } from '../frame/keys.ts';
import { useNow } from '../frame/now.ts';
import { Trouble } from '../frame/said.tsx';
import { untilText } from './History.tsx';
import type { Done } from './use-act.tsx';

/** Offered in waves: how far they are; or, where it waits to be sent, the one button that begins them. */
export function Waves({ order, may, onDone }: { order: OrderDetail; may: boolean; onDone: Done }) {
  const client = useQueryClient();
  const key = ['waves', order.id, order.version];
  const { data } = useQuery({
    queryKey: key,
    queryFn: () => wavesOf(order.id),
    enabled: order.status !== 'submitted' || may,
  });
  const begin = useMutation({
    mutationFn: () => startWaves(order.id),
    async onSuccess() {
      await Promise.all(
        ['order', 'waves', 'events', 'orders'].map((name) => client.invalidateQueries({ queryKey: [name] })),
      );
      onDone(await readOrder(order.id), 'done');
    },
  });
  const waits = may && (!data || data.nextAt === null);
  const ask = useAsk();
  const start = () =>
    ask({
      title: t('desk.waves.sure', { number: order.number }),
      says: `${t('desk.waves.what')} ${t('desk.waves.sure_what')}`,
      okText: t('desk.waves.do'),
      onOk: () => begin.mutate(),
    });
  useKeys(waits && !begin.isPending ? { w: start } : {});
  if (!data && !may) return null;
  return (
    <section>
      <h3>{t('desk.waves')}</h3>
      {data ? <HowFar waves={data} /> : <p className="soft">{t('desk.waves.what')}</p>}
      {begin.error ? <Trouble error={begin.error} /> : null}
      {waits ? (
        <div className="deeds">
          <Button loading={begin.isPending} onClick={start}>
            {t('desk.waves.do')} <kbd>W</kbd>
          </Button>
        </div>
      ) : null}
    </section>
  );
}

function HowFar({ waves }: { waves: Going }) {
  const now = new Date(useNow(60));
  const { wave, asked, chance, nextAt, over, spent } = waves;
  return (
    <p>
      {wave === 0 ? null : t('desk.waves.asked', { asked, count: wave, chance: Math.round(chance * 100) })}{' '}
      {over ? t(`desk.waves.over.${over}`) : nextAt ? t('desk.waves.next', { time: untilText(nextAt, now) }) : null}{' '}
      {spent > 0 ? t('desk.waves.spent', { count: spent }) : null}
    </p>
  );
}

/** How the waves of an order stand; null where it never had any. */
async function wavesOf(id: string): Promise<Going | null> {
  try {
    return (await readWaves(id)) as Going;
  } catch (error) {
    if (asRefusal(error).status === 404) return null;
    throw error;
  }
}
