/**
 * Asks one question for what is asked for one by one in the same breath, of at most `most` ids; null for what is not in its
 * answer.
 */
export function together<Thing extends { id: string }>(
  read: (ids: string[]) => Promise<readonly Thing[]>,
  most: number,
): (id: string) => Promise<Thing | null> {
  let open: { ids: Set<string>; answer: Promise<Map<string, Thing>> } | undefined;
  const begin = () => {
    const ids = new Set<string>();
    const answer = new Promise<void>((resolve) => setTimeout(resolve)).then(async () => {
      if (open?.ids === ids) open = undefined;
      return new Map((await read([...ids])).map((thing) => [thing.id, thing]));
    });
    return { ids, answer };
  };
  return async (id) => {
    if (!open || open.ids.size >= most) open = begin();
    const { ids, answer } = open;
    ids.add(id);
    return (await answer).get(id) ?? null;
  };
}
