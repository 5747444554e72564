import { useEffect, useState } from 'react';
import { t } from '../ui/language.ts';
import styles from './page.module.css';
import { readPhoto } from './photos.ts';

/** A photo that waits on this device. */
export function WaitingPhoto({ id, number }: { id: string; number: number }) {
  const [address, setAddress] = useState<string>();
  useEffect(() => {
    let made: string | undefined;
    void readPhoto(id).then((photo) => {
      if (!photo) return;
      made = URL.createObjectURL(photo);
      setAddress(made);
    });
    return () => {
      if (made) URL.revokeObjectURL(made);
    };
  }, [id]);
  return address ? (
    <img className={styles.photo} src={address} alt={t('resident.photos.number', { number })} />
  ) : (
    <span className={styles.photo} />
  );
}
