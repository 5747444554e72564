import Camera from 'lucide-react/icons/camera';
import { type ChangeEvent, useRef, useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { t } from '../../../ui/language.ts';
import { changeDraft, readDraft, useDraft } from '../../draft.ts';
import styles from '../../page.module.css';
import { forgetPhotos, keepPhoto } from '../../photos.ts';
import { goBack } from '../../router.ts';
import { WaitingPhoto } from '../../WaitingPhoto.tsx';
import { isChanging, Question } from './steps.tsx';

const MOST = 6;

/** Photos of what is to be done: up to six, kept here until they are sent. */
export function Photos() {
  const { photos } = useDraft();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string>();
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const files = [...(event.currentTarget.files ?? [])].slice(0, MOST - photos.length);
    event.currentTarget.value = '';
    setBusy(true);
    setError(undefined);
    for (const file of files) {
      try {
        const id = await keepPhoto(file);
        changeDraft({ photos: [...readDraft().photos, id] });
      } catch {
        // The device could not read the picture: it is no photo, or one of a kind that it does not know.
        setError(t('resident.photos.unreadable', { name: file.name }));
      }
    }
    setBusy(false);
  };
  const remove = (id: string) => {
    changeDraft({ photos: readDraft().photos.filter((each) => each !== id) });
    void forgetPhotos([id]);
  };
  return (
    <Question step="/order/photos" title={t('resident.photos.title')}>
      <p className={styles.soft}>{t('resident.photos.hint')}</p>
      {photos.length > 0 ? (
        <ul className={styles.photos}>
          {photos.map((id, index) => (
            <li key={id} className={styles.stack}>
              <WaitingPhoto id={id} number={index + 1} />
              <Button label={t('resident.photos.remove_which', { number: index + 1 })} onPress={() => remove(id)}>
                {t('resident.photos.remove')}
              </Button>
            </li>
          ))}
        </ul>
      ) : null}
      {error ? (
        <p role="alert" className={styles.note}>
          {error}
        </p>
      ) : null}
      <input
        ref={input}
        type="file"
        accept="image/*"
        multiple
        hidden
        aria-label={t('resident.photos.add')}
        onChange={add}
      />
      {photos.length < MOST ? (
        <Button icon={Camera} busy={busy} onPress={() => input.current?.click()}>
          {t(photos.length === 0 ? 'resident.photos.add' : 'resident.photos.add_more')}
        </Button>
      ) : (
        <p className={styles.soft}>{t('resident.photos.enough')}</p>
      )}
      <Button look="main" onPress={() => goBack(isChanging() ? '/order/check' : '/order')}>
        {t(photos.length === 0 ? 'resident.photos.none' : 'action.next')}
      </Button>
    </Question>
  );
}
