import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { t } from '../../ui/language.ts';
import type { Chosen } from '../administration/PersonSelect.tsx';
import { readAuditEntries } from '../calls.ts';
import { holds, useMe } from '../session.tsx';

const route = getRouteApi('/frame/breaches');

/** Everybody at whom an account looked, from the beginning of one day to the end of another. */
export interface LookedAt {
  account: Chosen | undefined;
  /** Whether the account came with the address, from the audit page. */
  brought: boolean;
  from: string;
  to: string;
  fill: (next: { account?: Chosen | undefined; from?: string; to?: string }) => void;
}

/** The account that an auditor brought from the audit page: its name is read there again, and stands in no address. */
export function useBrought(): Chosen | undefined {
  const { actor } = route.useSearch();
  const audits = holds(useMe(), 'auditor');
  const { data } = useQuery({
    queryKey: ['audit', 'name', actor],
    queryFn: () => readAuditEntries({ limit: 1, ...(actor ? { actor } : {}) }),
    enabled: audits && actor !== undefined,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!audits || actor === undefined) return undefined;
  return { id: actor, name: data?.items[0]?.by.name ?? t('desk.audit.one_person') };
}

/** What the form holds of it: what came with the address, until something else is chosen. */
export function useLookedAt(): LookedAt {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const brought = useBrought();
  const [filled, setFilled] = useState<{ account?: Chosen | undefined; from: string; to: string }>({
    from: search.from ?? '',
    to: search.to ?? '',
  });
  return {
    ...filled,
    account: brought ?? filled.account,
    brought: brought !== undefined,
    fill(next) {
      setFilled((before) => ({ ...before, ...next }));
      if (brought && 'account' in next)
        navigate({ search: search.breach ? { breach: search.breach } : {}, replace: true });
    },
  };
}
