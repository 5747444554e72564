import { useState } from 'react';
import { Button } from '../ui/Button.tsx';
import { t } from '../ui/language.ts';
import { joined } from './joined.ts';
import { useDoing } from './order-acts.tsx';
import { Trouble } from './states.tsx';

interface Page<T> {
  items: readonly T[];
  nextCursor: string | null;
}

/** A list beyond its first page: all that was read of it, and what reads more where there is more. */
export function useOlder<T extends { id: string }>(
  first: Page<T> | undefined,
  load: (cursor: string) => Promise<Page<T>>,
) {
  const [before, setBefore] = useState<Page<T>>();
  const { busy, refusal, run } = useDoing();
  const items = joined(first?.items ?? [], before?.items ?? []);
  const cursor = (before ?? first)?.nextCursor ?? null;
  const read = (from: string) =>
    run(async () => {
      const page = await load(from);
      setBefore({ items: joined(items, page.items), nextCursor: page.nextCursor });
    });
  const more =
    cursor === null ? null : (
      <>
        {refusal ? <Trouble refusal={refusal} onRetry={() => read(cursor)} /> : null}
        <Button busy={busy} onPress={() => read(cursor)}>
          {t('action.more')}
        </Button>
      </>
    );
  return { items, more };
}
