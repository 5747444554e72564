import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import type { Notification } from '../../../src/notify/schema.ts';
import { say, t } from '../../ui/language.ts';
import { sayAgo } from '../../ui/times.ts';
import { markInboxRead, readInbox } from '../calls.ts';
import { useNow } from '../frame/now.ts';
import { Nothing, Trouble } from '../frame/said.tsx';
import { useKindName } from '../lookups.ts';
import { useMe } from '../session.tsx';
import { placeOf } from './place.ts';

/** What Linli has told this person, newest first. */
export function InboxPage() {
  const now = useNow(30);
  const kindName = useKindName();
  const client = useQueryClient();
  const { data, error, refetch, isPending } = useQuery({ queryKey: ['inbox'], queryFn: readInbox });
  const newest = data?.items[0];
  const unread = (data?.items ?? []).filter((each) => each.readAt === null).length;
  const mark = useMutation({
    mutationFn: () => markInboxRead(newest?.id ?? ''),
    onSuccess: () => client.invalidateQueries({ queryKey: ['inbox'] }),
  });
  return (
    <>
      <header className="bar">
        <h1>{t('desk.inbox.title')}</h1>
        <div className="end">
          {unread > 0 ? (
            <Button onClick={() => mark.mutate()} loading={mark.isPending}>
              {t('desk.inbox.mark')}
            </Button>
          ) : null}
        </div>
      </header>
      <main className="body">
        <div className="page">
          {error ? <Trouble error={error} again={() => refetch()} /> : null}
          {isPending ? <p className="skeleton soft">{t('state.loading')}</p> : null}
          {data?.items.length === 0 ? <Nothing>{t('desk.inbox.empty')}</Nothing> : null}
          {data && data.items.length > 0 ? (
            <table className="plain">
              <caption>{unread > 0 ? t('desk.inbox.unread', { count: unread }) : t('desk.inbox.all_read')}</caption>
              <tbody>
                {data.items.map((each) => (
                  <tr key={each.id}>
                    <td style={{ width: 130 }} className="soft">
                      {sayAgo(each.at, new Date(now))}
                    </td>
                    <td>
                      {each.urgent ? <b className="tag danger">{t('desk.row.emergency')}</b> : null}{' '}
                      <span style={{ fontWeight: each.readAt === null ? 600 : 400 }}>
                        {say(`notify.${each.kind}`, {
                          kind: each.orderKind ? kindName(each.orderKind) : (say('notify.help') ?? ''),
                        }) ?? each.kind}
                      </span>
                      {each.message ? <p className="told">{each.message.words}</p> : null}
                    </td>
                    <td style={{ width: 160 }}>
                      <ToOrder notice={each} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          ) : null}
        </div>
      </main>
    </>
  );
}

/** Leads to the order on the page where this person works at it; its number alone where they have none. */
function ToOrder({ notice }: { notice: Notification }) {
  const place = placeOf(notice, useMe());
  if (notice.orderId === null) return null;
  if (place === null) return notice.orderNumber;
  return (
    <Link to={place} search={{ order: notice.orderId }}>
      {notice.orderNumber ?? t('desk.inbox.open')}
    </Link>
  );
}
