import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import type { PolicyName } from '../../../../src/organisation/policies/schema/policies.ts';
import { asRefusal } from '../../../ui/api.ts';
import { checkPolicy, type PolicySaved, readPolicy, readPolicyVersions, savePolicy } from '../../calls.ts';
import { useSettled } from '../../frame/settled.ts';
import { applyChanges, type Change, changesBetween, clashes, revert } from './changes.ts';
import { keepDraft, keptDraft } from './kept.ts';
import { put, type Step } from './shape.ts';

/** Somebody saved a newer version while this one was written. */
export interface Overtaken {
  newest: PolicySaved;
  theirs: readonly Change[];
  /** Of this person's changes, those at a place that the other changed too. */
  clashes: readonly Change[];
}

/** What holds at this moment. */
type PolicyInForce = Pick<PolicySaved, 'version' | 'body'>;

/**
 * A policy being changed: its newest version, what is written over it (kept over a reload), how the two differ, what is
 * wrong with it as the server sees it, and the way to save it.
 */
export function useDraft(name: PolicyName) {
  const client = useQueryClient();
  const { data, error, refetch } = useQuery({
    queryKey: ['policy-versions', name],
    queryFn: () => readPolicyVersions(name),
  });
  const { data: current } = useQuery({ queryKey: ['policy', name], queryFn: () => readPolicy(name) });
  const versions = data?.items;
  const newest = versions?.[0];
  const [kept, setKept] = useState(() => keptDraft(name));
  const base = versions?.find((each) => each.version === (kept?.from ?? newest?.version)) ?? newest;
  const body = kept && base?.version === kept.from ? kept.body : base?.body;
  const changes = useMemo(() => (base ? changesBetween(base.body, body) : []), [base, body]);
  useEffect(() => keepDraft(name, kept), [name, kept]);
  const write = (next: unknown, from = base?.version) => {
    if (from !== undefined) setKept({ from, body: next });
  };
  const checked = useSettled(body);
  const { data: check } = useQuery({
    queryKey: ['policy-check', name, checked],
    queryFn: () => checkPolicy(name, checked),
    enabled: changes.length > 0,
    placeholderData: (before) => before,
    staleTime: 60_000,
    gcTime: 0,
  });
  const overtaken = useMemo((): Overtaken | undefined => {
    if (!base || !newest || newest.version === base.version || changes.length === 0) return undefined;
    const theirs = changesBetween(base.body, newest.body);
    return { newest, theirs, clashes: clashes(changes, theirs) };
  }, [base, newest, changes]);
  const save = useMutation({
    mutationFn: (effectiveAt: string | undefined) =>
      savePolicy(name, { body, ...(effectiveAt ? { effectiveAt } : {}) }, base?.version ?? 0),
    onSuccess() {
      setKept(undefined);
      for (const key of ['policy', 'policy-versions']) client.invalidateQueries({ queryKey: [key, name] });
    },
    onError(problem) {
      if (asRefusal(problem).status === 412) void refetch();
    },
  });
  return {
    versions,
    error,
    refetch,
    base,
    planned: plannedOver(base, current),
    body,
    changes,
    faults: changes.length > 0 ? (check?.faults ?? []) : [],
    overtaken,
    save,
    set: (path: readonly Step[], next: unknown) => write(put(body, path, next)),
    takeBack: (change: Change) => write(revert(body, change)),
    takeAllBack: () => setKept(undefined),
    /** Makes this person's changes again in the newest version. */
    rebase: () => newest && write(applyChanges(newest.body, changes), newest.version),
    /** An old version's body becomes the draft of a new one. */
    bringBack: (old: PolicySaved) => newest && write(old.body, newest.version),
  };
}

/** A version whose time has not come, which a draft made from it would bring into force with its own changes. */
export interface Planned {
  number: number;
  /** From when on it is to hold. */
  at: string;
  /** What holds now. */
  current: PolicyInForce;
  changes: readonly Change[];
}

function plannedOver(base: PolicySaved | undefined, current: PolicyInForce | undefined): Planned | undefined {
  // What holds is the highest version whose time has come, by the server's clock: a higher one is still to come.
  if (!base?.scheduledAt || !current || base.version <= current.version) return undefined;
  return {
    number: base.version,
    at: base.effectiveAt,
    current,
    changes: changesBetween(current.body, base.body),
  };
}

export type Draft = ReturnType<typeof useDraft>;
