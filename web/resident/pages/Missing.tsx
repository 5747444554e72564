import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { t } from '../../ui/language.ts';
import { Frame } from '../Frame.tsx';

/** An address where nothing stands. */
export function Missing() {
  return (
    <Frame title={t('resident.missing.title')} back="/">
      <h1 tabIndex={-1}>{t('resident.missing.title')}</h1>
      <EmptyState action={<Button href="/">{t('action.home')}</Button>}>{t('resident.missing.text')}</EmptyState>
    </Frame>
  );
}

/** A page that could not be fetched: there is no network, or it is from before an update. */
export function Unreachable() {
  return (
    <Frame title={t('resident.unreachable.title')} back="/">
      <h1 tabIndex={-1}>{t('resident.unreachable.title')}</h1>
      <EmptyState
        action={
          <Button look="main" onPress={() => location.reload()}>
            {t('action.retry')}
          </Button>
        }
      >
        {t('resident.unreachable.text')}
      </EmptyState>
    </Frame>
  );
}
