import { Button } from 'antd';
import { useState } from 'react';
import type { OrderDetail } from '../../../src/orders/schema/views.ts';
import type { NeedKind } from '../../../src/organisation/policies/schema/needs.ts';
import { t } from '../../ui/language.ts';
import { useKeys } from '../frame/keys.ts';
import { useKindName, useNeeds } from '../lookups.ts';

interface LikelyProps {
  likely: NonNullable<NonNullable<OrderDetail['suggestion']>['likely']>;
  busy: boolean;
  onChoose: (kind: NeedKind) => void;
}

/** The three likeliest kinds with their chances: C, then the number of the right one, corrects in two keys. */
export function Likely({ likely, busy, onChoose }: LikelyProps) {
  const [choosing, setChoosing] = useState(false);
  const kindName = useKindName();
  const needs = useNeeds();
  const choose = (id: string | undefined) => {
    const kind = needs?.categories.flatMap((category) => category.kinds).find((each) => each.id === id);
    setChoosing(false);
    if (kind && !busy) onChoose(kind);
  };
  const numbers = Object.fromEntries(
    likely.kinds.map(({ label }, at) => [String(at + 1), choosing ? () => choose(label) : undefined]),
  );
  useKeys({ c: () => setChoosing(true) });
  useKeys(choosing ? { ...numbers, escape: () => setChoosing(false) } : {}, { above: true });
  return (
    <div style={{ marginTop: 10 }}>
      <p className="soft">
        <kbd>C</kbd> {t(choosing ? 'desk.triage.likely.number' : 'desk.triage.likely')}
      </p>
      <div className="facts" style={{ margin: '6px 0' }}>
        {likely.kinds.map(({ label, probability }, at) => (
          <Button key={label} size="small" disabled={busy} onClick={() => choose(label)}>
            <kbd>{at + 1}</kbd> {kindName(label)} {Math.round(probability * 100)}%
          </Button>
        ))}
      </div>
      <p className="soft">
        {t('desk.triage.likely.nature', {
          list: likely.natures
            .filter((each) => each.probability >= 0.005)
            .map((each) => `${t(`nature.${each.label as 'petition'}`)} ${Math.round(each.probability * 100)}%`)
            .join(t('desk.list')),
        })}
      </p>
    </div>
  );
}
