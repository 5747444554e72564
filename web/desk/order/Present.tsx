import { t } from '../../ui/language.ts';
import { usePresence } from './presence.ts';

/** Who else has this order before them, said before two do the same. Nobody's time is kept. */
export function Present({ orderId }: { orderId: string }) {
  const others = usePresence(orderId);
  return (
    <p className="present" role="status">
      {others.map((each, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two colleagues may have one name, and nothing else is known of them
        <span key={index} className={`tag${each.doing === 'writing' ? ' ochre' : ''}`}>
          {t(each.doing === 'writing' ? 'desk.present.writing' : 'desk.present.looking', {
            name: each.name ?? t('desk.fact.nameless'),
          })}
        </span>
      ))}
    </p>
  );
}
