import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { App, Button } from 'antd';
import type { Notification } from '../../../src/notify/schema.ts';
import { say, t } from '../../ui/language.ts';
import { sayAgo } from '../../ui/times.ts';
import { markInboxRead, readInbox } from '../calls.ts';
import { useNow } from '../frame/now.ts';
import { Nothing, problemText, Trouble } from '../frame/said.tsx';
import { Table } from '../frame/Table.tsx';
import { useKindName } from '../lookups.ts';
import { useMe } from '../session.tsx';
import { placeOf } from './place.ts';

const PAGE = 50;

/** What Linli has told this person, newest first. */
export function InboxPage() {
  const now = useNow(30);
  const kindName = useKindName();
  const client = useQueryClient();
  const { message } = App.useApp();
  const inbox = useInfiniteQuery({
    queryKey: ['inbox', 'pages'],
    queryFn: ({ pageParam }) => readInbox({ limit: PAGE, ...(pageParam ? { cursor: pageParam } : {}) }),
    initialPageParam: '',
    getNextPageParam: (page) => page.nextCursor ?? undefined,
  });
  const told = inbox.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = inbox.data?.pages[0]?.unread ?? 0;
  const mark = useMutation({
    mutationFn: () => markInboxRead(told[0]?.id ?? ''),
    onSuccess: () => client.invalidateQueries({ queryKey: ['inbox'] }),
    onError: (error) => void message.error(problemText(error)),
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
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and messages without an order hold nothing else to stop at */}
      <main className="body" tabIndex={0}>
        <div className="page">
          {inbox.error ? <Trouble error={inbox.error} again={() => inbox.refetch()} /> : null}
          {inbox.isPending ? <p className="skeleton soft">{t('state.loading')}</p> : null}
          {inbox.data && told.length === 0 ? <Nothing>{t('desk.inbox.empty')}</Nothing> : null}
          {told.length > 0 ? (
            <Table>
              <caption>{unread > 0 ? t('desk.inbox.unread', { count: unread }) : t('desk.inbox.all_read')}</caption>
              <tbody>
                {told.map((each) => (
                  <tr key={each.id}>
                    <td className="told-when soft">{sayAgo(each.at, new Date(now))}</td>
                    <td>
                      {each.urgent ? <b className="tag danger">{t('desk.inbox.urgent')}</b> : null}{' '}
                      <span style={{ fontWeight: each.readAt === null ? 600 : 400 }}>
                        {say(`notify.${each.kind}`, {
                          kind: each.orderKind ? kindName(each.orderKind) : (say('notify.help') ?? ''),
                        }) ?? each.kind}
                      </span>
                      {each.message ? <p className="told">{each.message.words}</p> : null}
                    </td>
                    <td className="told-of">
                      <ToOrder notice={each} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          ) : null}
          {inbox.hasNextPage ? (
            <div className="deeds">
              <Button loading={inbox.isFetchingNextPage} onClick={() => inbox.fetchNextPage()}>
                {t('desk.inbox.older')}
              </Button>
            </div>
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
