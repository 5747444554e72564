import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useId, useState } from 'react';
import type { PostShape } from '../../../src/organisation/schema.ts';
import { nameIn, t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { endPost, fillPost, openPost, readGrants, readPosts } from '../calls.ts';
import { problemText, Trouble } from '../frame/said.tsx';
import { type Chosen, PersonSelect } from './PersonSelect.tsx';

interface PostsProps {
  unit: { id: string; nameZh: string; nameEn: string };
  /** A unit that was closed keeps its posts as they were. */
  fixed: boolean;
}

/** The posts of a unit, who fills each and who did; added, filled and ended here. */
export function Posts({ unit, fixed }: PostsProps) {
  const { data, error, refetch } = useQuery({ queryKey: ['posts', unit.id], queryFn: () => readPosts(unit.id) });
  const [open, setOpen] = useState<string>();
  if (error && !data) return <Trouble error={error} again={() => refetch()} />;
  const close = () => setOpen(undefined);
  return (
    <section>
      <h3>{t('desk.unit.posts')}</h3>
      {data?.items.length === 0 ? <p className="soft">{t('desk.posts.none')}</p> : null}
      <ul className="form">
        {(data?.items ?? []).map((post) => (
          <li key={post.id}>
            <Line post={post} />
            {fixed || post.endedOn || open ? null : (
              <Button size="small" onClick={() => setOpen(post.id)}>
                {t('desk.posts.change')}
              </Button>
            )}
            {open === post.id ? <Hand post={post} unit={unit} onClose={close} /> : null}
          </li>
        ))}
      </ul>
      {open === 'new' ? <Opening unit={unit} onClose={close} /> : null}
      {fixed || open ? null : <Button onClick={() => setOpen('new')}>{t('desk.posts.add')}</Button>}
    </section>
  );
}

type Holder = PostShape['holders'][number];

function nameOf(holder: Holder): string {
  return holder.erased ? t('desk.audit.erased') : (holder.name ?? t('desk.fact.nameless'));
}

const holderOf = (post: PostShape) => post.holders.find((each) => each.until === null);

function Line({ post }: { post: PostShape }) {
  const now = new Date();
  const holder = holderOf(post);
  const before = post.holders.filter((each) => each.until !== null);
  return (
    <p>
      <b>{nameIn({ zh: post.titleZh, en: post.titleEn })}</b>{' '}
      <span className="soft">
        {post.endedOn
          ? t('desk.posts.ended', { day: sayDate(post.endedOn, now) })
          : holder
            ? t('desk.posts.held', { name: nameOf(holder), day: sayDate(holder.since, now) })
            : t('desk.unit.post_empty')}
        {before.map((each) => (
          <span key={`${each.personId} ${each.since}`}>
            {' '}
            {t('desk.posts.before', {
              name: nameOf(each),
              from: sayDate(each.since, now),
              to: sayDate(each.until ?? each.since, now),
            })}
          </span>
        ))}
      </span>
    </p>
  );
}

interface HandProps extends Pick<PostsProps, 'unit'> {
  post: PostShape;
  onClose: () => void;
}

/** Gives a post to somebody else or ends it; what that means for the work is said before. */
function Hand({ post, unit, onClose }: HandProps) {
  const id = useId();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<Chosen>();
  const [since, setSince] = useState('');
  const { data: grants } = useQuery({
    queryKey: ['grants', { unit: unit.id, exactly: true }],
    queryFn: () => readGrants({ unit: unit.id, exactly: true }),
  });
  const done = () => {
    client.invalidateQueries({ queryKey: ['posts', unit.id] });
    onClose();
  };
  const give = useMutation({
    mutationFn: (personId: string | null) =>
      fillPost(unit.id, post.id, { personId, ...(since === '' ? {} : { since }) }),
    onSuccess: done,
  });
  const end = useMutation({ mutationFn: () => endPost(unit.id, post.id), onSuccess: done });
  const holder = holderOf(post);
  const roles = (grants?.items ?? []).filter((each) => each.personId === holder?.personId);
  const problem = give.error ?? end.error;
  return (
    <form
      className="card form"
      onSubmit={(event) => {
        event.preventDefault();
        if (chosen) give.mutate(chosen.id);
      }}
    >
      {holder ? (
        <p>
          {t('desk.posts.handover', { name: nameOf(holder), unit: nameIn(unit) })}{' '}
          {roles.length > 0
            ? t('desk.posts.roles_stay', {
                name: nameOf(holder),
                roles: roles.map((each) => t(`role.${each.role}`)).join(t('desk.list')),
              })
            : null}
        </p>
      ) : (
        <p className="soft">{t('desk.posts.was_empty')}</p>
      )}
      <div className="field">
        <label htmlFor={`${id}-who`}>{t('desk.posts.who')}</label>
        <PersonSelect id={`${id}-who`} value={chosen} onChange={setChosen} />
      </div>
      <div className="field">
        <label htmlFor={`${id}-since`}>{t('desk.unit.on')}</label>
        <Input id={`${id}-since`} type="date" value={since} onChange={(event) => setSince(event.target.value)} />
      </div>
      {problem ? (
        <p className="wrong" role="alert">
          {problemText(problem)}
        </p>
      ) : null}
      <div className="send">
        <Button type="primary" htmlType="submit" disabled={!chosen} loading={give.isPending}>
          {t('desk.posts.give')}
        </Button>
        {holder ? <Button onClick={() => give.mutate(null)}>{t('desk.posts.leave_empty')}</Button> : null}
        <Button danger onClick={() => end.mutate()} loading={end.isPending}>
          {t('desk.posts.end')}
        </Button>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
      </div>
      <p className="soft">{t('desk.posts.end_says')}</p>
    </form>
  );
}

function Opening({ unit, onClose }: Pick<PostsProps, 'unit'> & { onClose: () => void }) {
  const id = useId();
  const client = useQueryClient();
  const [titleZh, setTitleZh] = useState('');
  const [titleEn, setTitleEn] = useState('');
  const add = useMutation({
    mutationFn: () =>
      openPost(unit.id, { titleZh: titleZh.trim(), titleEn: titleEn.trim() === '' ? titleZh.trim() : titleEn.trim() }),
    onSuccess() {
      client.invalidateQueries({ queryKey: ['posts', unit.id] });
      onClose();
    },
  });
  return (
    <form
      className="card form"
      onSubmit={(event) => {
        event.preventDefault();
        if (titleZh.trim() !== '') add.mutate();
      }}
    >
      <div className="row2">
        <div className="field">
          <label htmlFor={`${id}-zh`}>{t('desk.posts.title_zh')}</label>
          <Input
            id={`${id}-zh`}
            autoFocus
            maxLength={60}
            value={titleZh}
            onChange={(event) => setTitleZh(event.target.value)}
          />
        </div>
        <div className="field">
          <label htmlFor={`${id}-en`}>{t('desk.posts.title_en')}</label>
          <Input id={`${id}-en`} maxLength={60} value={titleEn} onChange={(event) => setTitleEn(event.target.value)} />
        </div>
      </div>
      {add.error ? (
        <p className="wrong" role="alert">
          {problemText(add.error)}
        </p>
      ) : null}
      <div className="send">
        <Button type="primary" htmlType="submit" disabled={titleZh.trim() === ''} loading={add.isPending}>
          {t('desk.posts.add_do')}
        </Button>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
      </div>
    </form>
  );
}
