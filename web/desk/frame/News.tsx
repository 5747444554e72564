import { t } from '../../ui/language.ts';

interface NewsProps {
  arrived: number;
  /** Whether somebody is in danger in what came. */
  emergency?: boolean;
  left: number;
  onSettle: () => void;
}

/** What came and what left since the list was last put in order. Said aloud; taken in only when asked. */
export function News({ arrived, emergency = false, left, onSettle }: NewsProps) {
  const words = [
    ...(arrived > 0 ? [t(emergency ? 'desk.queue.arrived_emergency' : 'desk.queue.arrived', { count: arrived })] : []),
    ...(left > 0 ? [t('desk.queue.left', { count: left })] : []),
  ].join(' · ');
  return (
    <span role="status">
      {words ? (
        <button type="button" className="news" onClick={onSettle} title={t('desk.queue.settle')}>
          {words} <kbd>N</kbd>
        </button>
      ) : null}
    </span>
  );
}
