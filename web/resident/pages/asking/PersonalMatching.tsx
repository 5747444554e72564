import { answerOf, api } from '../../../ui/api.ts';
import { Button } from '../../../ui/Button.tsx';
import { t } from '../../../ui/language.ts';
import { toast } from '../../../ui/Toast.tsx';
import { useDoing } from '../../order-acts.tsx';
import styles from '../../page.module.css';
import { refresh, useRemote } from '../../remote.ts';
import { Trouble } from '../../states.tsx';

/** What I offer as a volunteer. */
function useProfile() {
  return useRemote('me:volunteer', () => answerOf(api.GET('/api/v1/me/volunteer')));
}

/** Being asked by what is known of me: on or off with one tap, and how it stands. */
export function PersonalMatching({ whole = false }: { whole?: boolean }) {
  const profile = useProfile().value;
  const { busy, refusal, run } = useDoing();
  // Beside a reason there is only turning it off; how it stands is said once a page.
  if (!profile || (!whole && !profile.personalMatching)) return null;
  const on = profile.personalMatching;
  const choose = async (wanted: boolean) => {
    const done = await run(async () => {
      await answerOf(api.PUT('/api/v1/me/personal-matching', { body: { on: wanted } }));
      await refresh('me:volunteer', 'open', 'taken');
    });
    if (done) toast(t(wanted ? 'resident.matching.turned_on' : 'resident.matching.turned_off'));
  };
  return (
    <div className={whole ? styles.note : styles.stack}>
      {whole ? <p>{t(on ? 'resident.matching.is_on' : 'resident.matching.is_off')}</p> : null}
      {refusal ? <Trouble refusal={refusal} onRetry={() => choose(!on)} /> : null}
      <div>
        <Button busy={busy} onPress={() => choose(!on)}>
          {t(on ? 'resident.matching.off' : 'resident.matching.on')}
        </Button>
      </div>
    </div>
  );
}

/** Whether I am not asked by what is known of me; false while it is not known. */
export function useMatchingOff(): boolean {
  return useProfile().value?.personalMatching === false;
}
