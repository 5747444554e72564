import { useMutation } from '@tanstack/react-query';
import { Button } from 'antd';
import type { Custody } from '../../../src/vault/schema.ts';
import { t } from '../../ui/language.ts';
import { sayDate } from '../../ui/times.ts';
import { enrolKey } from '../calls.ts';
import { useNow } from '../frame/now.ts';
import { problemText } from '../frame/said.tsx';
import { keepKey } from './kept-key.ts';
import { newKeyPair, writePublicKey } from './shares.ts';

interface MyKeyProps {
  custody: Custody;
  /** The private half is in this browser. */
  here: boolean;
  onDone: () => void;
}

/** Makes a key pair in this browser; only its public half leaves it. Kept first, so that none is enrolled that is lost. */
async function makeKey(): Promise<void> {
  const pair = await newKeyPair();
  const publicKey = await writePublicKey(pair);
  await keepKey(publicKey, pair.privateKey);
  await enrolKey(publicKey);
}

/** Whether the custodian's key is in this browser, and who the others are. */
export function MyKey({ custody, here, onDone }: MyKeyProps) {
  const make = useMutation({ mutationFn: makeKey, onSuccess: onDone });
  const now = new Date(useNow(60));
  const { key, colleagues } = custody;
  return (
    <section className="card" aria-label={t('desk.custody.key')}>
      <h3>{t('desk.custody.key')}</h3>
      {key === null ? (
        <p>{t('desk.custody.key.none')}</p>
      ) : (
        <p>
          {t(here ? 'desk.custody.key.here' : 'desk.custody.key.elsewhere', { date: sayDate(key.enrolledAt, now) })}
        </p>
      )}
      {here ? null : (
        <Button type={key === null ? 'primary' : 'default'} loading={make.isPending} onClick={() => make.mutate()}>
          {t(key === null ? 'desk.custody.key.make' : 'desk.custody.key.make_anew')}
        </Button>
      )}
      {make.error ? (
        <p className="wrong" role="alert">
          {problemText(make.error)}
        </p>
      ) : null}
      <h3>{t('desk.custody.colleagues')}</h3>
      {colleagues.length === 0 ? (
        <p className="soft">{t('desk.custody.colleagues.none')}</p>
      ) : (
        <ul>
          {colleagues.map((each) => (
            <li key={each.keyId}>
              {t('desk.custody.colleagues.one', { name: each.name ?? '', date: sayDate(each.enrolledAt, now) })}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
