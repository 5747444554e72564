import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '../../ui/language.ts';
import { readCustody, readOpenings } from '../calls.ts';
import { Missing } from '../frame/Missing.tsx';
import { Trouble } from '../frame/said.tsx';
import { holds, useMe } from '../session.tsx';
import { findKey } from './kept-key.ts';
import { MyKey } from './MyKey.tsx';
import { ProposeForm } from './ProposeForm.tsx';
import { RecoveryKeys } from './RecoveryKeys.tsx';
import { type Opened, ShownIdentity } from './ShownIdentity.tsx';
import { WaitingOpenings } from './WaitingOpenings.tsx';

/** How often the page looks for what the other custodian has done. */
const LOOKS_MILLISECONDS = 10_000;

/** For custodians: their keys, and opening together, each in their own browser, who stands behind a petition. */
export function CustodyPage() {
  return holds(useMe(), 'custodian') ? <Custody /> : <Missing />;
}

function Custody() {
  const client = useQueryClient();
  const [opened, setOpened] = useState<Opened>();
  const custody = useQuery({ queryKey: ['custody'], queryFn: readCustody });
  const openings = useQuery({ queryKey: ['openings'], queryFn: readOpenings, refetchInterval: LOOKS_MILLISECONDS });
  const publicKey = custody.data?.key?.publicKey;
  const own = useQuery({
    queryKey: ['own-key', publicKey],
    queryFn: () => findKey(publicKey ?? ''),
    enabled: publicKey !== undefined,
    gcTime: 0,
  });
  const again = () => client.invalidateQueries({ queryKey: ['custody'] });
  const look = () => client.invalidateQueries({ queryKey: ['openings'] });
  // What is open already, an identity or a paper not printed yet, is not lost because something could not be read anew.
  if (custody.error && !custody.data) return <Trouble error={custody.error} again={() => custody.refetch()} />;
  if (!custody.data || (publicKey !== undefined && own.isPending))
    return <p className="skeleton soft">{t('state.loading')}</p>;
  const key = own.data ?? null;
  return (
    <>
      <header className="bar">
        <h1>{t('desk.custody.title')}</h1>
      </header>
      <main className="body">
        <div className="page">
          <p className="soft">{t('desk.custody.says')}</p>
          <div className="two">
            <div className="form">
              <WaitingOpenings
                openings={openings.data?.items ?? []}
                error={openings.error}
                custody={custody.data}
                ownKey={key}
                onOpened={setOpened}
                onDone={() => {
                  look();
                  again();
                }}
              />
              <ProposeForm custody={custody.data} ownKey={key} onDone={look} />
            </div>
            <div className="form">
              <MyKey custody={custody.data} here={key !== null} onDone={again} />
              <RecoveryKeys custody={custody.data} onDone={again} />
            </div>
          </div>
        </div>
        {opened ? <ShownIdentity opened={opened} onClose={() => setOpened(undefined)} /> : null}
      </main>
    </>
  );
}
