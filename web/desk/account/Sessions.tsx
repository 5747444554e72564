import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { t } from '../../ui/language.ts';
import { sayAgo } from '../../ui/times.ts';
import { endSession, readSessions } from '../calls.ts';
import { useAsk } from '../frame/ask.ts';
import { useNow } from '../frame/now.ts';
import { problemText, Trouble } from '../frame/said.tsx';

/** Where one is signed in, and signing out what one does not know. */
export function Sessions() {
  const now = new Date(useNow(60));
  const client = useQueryClient();
  const { message } = App.useApp();
  const ask = useAsk();
  const { data, error, refetch } = useQuery({ queryKey: ['own-sessions'], queryFn: readSessions });
  const end = useMutation({
    mutationFn: endSession,
    onSuccess() {
      message.success(t('desk.own.session_ended'));
      client.invalidateQueries({ queryKey: ['own-sessions'] });
    },
    onError: (failed) => void message.error(problemText(failed)),
  });
  return (
    <section className="card form" aria-label={t('desk.own.sessions')}>
      <h2>{t('desk.own.sessions')}</h2>
      <p className="soft">{t('desk.own.sessions_say')}</p>
      {error ? <Trouble error={error} again={() => refetch()} /> : null}
      <ul className="form">
        {(data?.items ?? []).map((each) => {
          const device = each.device ?? t('desk.own.session_unknown');
          return (
            <li key={each.id} style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
              <span>{t('desk.own.session', { device, how: t(`desk.own.strength.${each.strength}`) })}</span>
              <span className="soft">
                {each.current
                  ? t('desk.own.session_here')
                  : t('desk.own.session_seen', { ago: sayAgo(each.lastSeenAt, now) })}
              </span>
              {each.current ? null : (
                <Button
                  size="small"
                  aria-label={t('desk.own.session_end_which', { device })}
                  loading={end.isPending && end.variables === each.id}
                  onClick={() =>
                    ask({
                      title: t('desk.own.session_sure', { device }),
                      says: t('desk.own.session_what'),
                      okText: t('desk.own.session_end'),
                      onOk: () => end.mutate(each.id),
                    })
                  }
                >
                  {t('desk.own.session_end')}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
