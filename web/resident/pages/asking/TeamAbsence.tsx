import { useState } from 'react';
import type { OrderDetail } from '../../../../src/orders/schema/views.ts';
import { answerOf, api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { t } from '../../../ui/language.ts';
import { toast } from '../../../ui/Toast.tsx';
import { useDoing } from '../../order-acts.tsx';
import { refresh, useRemote } from '../../remote.ts';
import { Trouble } from '../../states.tsx';

type Part = OrderDetail['assignments'][number];

/** Of somebody of the team who accepted and did not come, once the time has passed: the leader says so, after asking. */
export function TeamAbsence({ orderId, part }: { orderId: string; part: Part }) {
  const key = `absences:${orderId}`;
  const params = { path: { id: orderId } };
  const absences = useRemote(key, () => answerOf(api.GET('/api/v1/orders/{id}/absences', { params })));
  const [asking, setAsking] = useState(false);
  const { busy, refusal, run } = useDoing();
  const name = part.name ?? t('resident.a_volunteer');
  const { personId } = part;
  if (absences.value?.items.some((each) => each.personId === personId))
    return <span>{t('resident.team.absent_said')}</span>;
  if (!absences.value?.mayReport.includes(personId)) return null;
  const report = async () => {
    const body = { personId };
    if (!(await run(() => answerOf(api.POST('/api/v1/orders/{id}/absences', { params, body }))))) return;
    setAsking(false);
    toast(t('resident.team.absent_done'));
    await refresh(key);
  };
  return (
    <>
      <Button onPress={() => setAsking(true)} label={t('resident.team.absent_which', { name })}>
        {t('resident.team.absent')}
      </Button>
      {asking ? (
        <Dialog title={t('resident.team.absent_title', { name })} onClose={() => setAsking(false)}>
          <p>{t('resident.team.absent_what')}</p>
          {refusal ? <Trouble refusal={refusal} onRetry={report} /> : null}
          <Button look="main" busy={busy} onPress={report}>
            {t('resident.team.absent_do')}
          </Button>
          <Button onPress={() => setAsking(false)}>{t('action.cancel')}</Button>
        </Dialog>
      ) : null}
    </>
  );
}
