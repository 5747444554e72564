import { useState } from 'react';
import type { OrderSummary } from '../../../../src/orders/schema/views.ts';
import type { AskableKind } from '../../../../src/organisation/policies/schema/needs.ts';
import { answerOf, api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { t } from '../../../ui/language.ts';
import { beginAgain, commonKinds, draftAgain, type LastTime, lastKinds, wouldLose } from '../../again.ts';
import { type Draft, readDraft } from '../../draft.ts';
import { homeOfDevice } from '../../home.ts';
import { useDoing } from '../../order-acts.tsx';
import styles from '../../page.module.css';
import { sayKind, useMyOrders, useNeeds } from '../../queries.ts';
import { Trouble } from '../../states.tsx';

/** The same again, or what neighbours often ask for. What was begun and not sent is thrown away only after asking. */
export function Again({ signedIn }: { signedIn: boolean }) {
  const mine = useMyOrders(signedIn).value?.items ?? [];
  const needs = useNeeds().value;
  const [tapped, setTapped] = useState<AskableKind>();
  const [instead, setInstead] = useState<Partial<Draft>>();
  const { busy, refusal, run, stayed } = useDoing();
  if (!needs) return null;
  const last = lastKinds(mine, needs);
  const kinds = last.length > 0 ? last : commonKinds(needs);
  const begin = (kind: AskableKind) => {
    setTapped(kind);
    return run(async () => {
      const anew = draftAgain(kind, await lastTime(mine, kind), homeOfDevice());
      if (!stayed()) return;
      if (wouldLose(readDraft(), anew)) setInstead(anew);
      else beginAgain(anew);
    });
  };
  return (
    <section>
      <h2 className={styles.section}>{t(last.length > 0 ? 'resident.home.again' : 'resident.home.often')}</h2>
      <div className={styles.chips}>
        {kinds.map((kind) => (
          <Button key={kind.id} busy={busy && kind.id === tapped?.id} onPress={() => begin(kind)}>
            {sayKind(kind)}
          </Button>
        ))}
      </div>
      {refusal && tapped ? <Trouble refusal={refusal} onRetry={() => begin(tapped)} /> : null}
      {instead ? (
        <Dialog title={t('resident.again.drop_title')} onClose={() => setInstead(undefined)}>
          <p>{t('resident.again.drop_what')}</p>
          <Button look="main" href="/order">
            {t('resident.again.go_on')}
          </Button>
          <Button onPress={() => beginAgain(instead)}>{t('resident.again.drop')}</Button>
        </Dialog>
      ) : null}
    </section>
  );
}

/** The last order of a kind, whole: only that says for whom it was. */
async function lastTime(mine: readonly OrderSummary[], kind: AskableKind): Promise<LastTime | undefined> {
  const last = mine.find((order) => order.kind === kind.id && !order.confidential);
  return last && (await answerOf(api.GET('/api/v1/orders/{id}', { params: { path: { id: last.id } } })));
}
