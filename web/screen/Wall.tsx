import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { asRefusal, Refusal } from '../ui/api.ts';
import { HexMap } from '../ui/HexMap.tsx';
import type { Cell } from '../ui/hexagons.ts';
import { t } from '../ui/language.ts';
import { saveFile } from '../ui/save-file.ts';
import { sayDuration } from '../ui/times.ts';
import { cellsBelow } from '../ui/unit-cells.ts';
import { Definitions } from './Definitions.tsx';
import { type Figure, instantOf, type Picture, readTree, readWatched, sixFigures, usePicture } from './figures.ts';
import { Header, secondsText } from './Header.tsx';
import { useNow } from './now.ts';
import { pictureName, pictureOf } from './snapshot.ts';
import { Ticker } from './Ticker.tsx';
import { nextStop, tourPace, useTour } from './tour.ts';
import { shortName, type WallTree, wallTree, wayTo } from './tree.ts';
import { WhoWaits } from './WhoWaits.tsx';

/**
 * Reads the tree, then shows the wall; what keeps it from that is said large, and tried again by itself. A wall stands for months:
 * when the tree has changed, or the stream was gone, it is read anew, and what is shown stays until then.
 */
export function Wall() {
  const [tree, setTree] = useState<WallTree>();
  const [error, setError] = useState<unknown>();
  const [tries, setTries] = useState(0);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    Promise.all([readTree(), readWatched()])
      .then(([compact, watched]) => {
        const read = wallTree(compact, watched);
        if (!read) throw new Refusal('organisation.tree_missing', 409);
        setTree(read);
        setError(undefined);
      })
      .catch((problem: unknown) => {
        setError(problem);
        timer = setTimeout(() => setTries((before) => before + 1), 10_000);
      });
    return () => clearTimeout(timer);
  }, [tries]);
  if (tree) return <Shown tree={tree} onOutdated={() => setTries((before) => before + 1)} />;
  return <main className="said-large">{error ? sayRefused(asRefusal(error)) : t('state.loading')}</main>;
}

/** Why there is nothing to show. A wall holds nothing that was written: without a network it says only that it waits. */
function sayRefused(refusal: Refusal): string {
  return refusal.status === 0 ? t('screen.offline') : refusal.sentence;
}

/** The unit in the address, if it is one this person may look at; else where the wall begins. */
function unitInAddress(tree: WallTree): string {
  const asked = new URLSearchParams(location.search).get('unit');
  return asked && wayTo(tree, asked).length > 0 ? asked : tree.home.id;
}

/** The address of a unit; what else stands in it, as the pace of the tour, stays. */
function addressOf(tree: WallTree, id: string): string {
  const search = new URLSearchParams(location.search);
  if (id === tree.home.id) search.delete('unit');
  else search.set('unit', id);
  const text = search.toString();
  return text === '' ? location.pathname : `?${text}`;
}

const pace = tourPace(location.search, matchMedia('(prefers-reduced-motion: reduce)').matches);

function Shown({ tree, onOutdated }: { tree: WallTree; onOutdated: () => void }) {
  const [wished, setUnit] = useState(() => unitInAddress(tree));
  // Closed, or taken from this person, while it was looked at.
  const unit = wayTo(tree, wished).length > 0 ? wished : tree.home.id;
  const [defining, setDefining] = useState(false);
  const path = useMemo(() => wayTo(tree, unit), [tree, unit]);
  const here = path[0] ?? tree.home;
  const cells = useMemo(() => cellsBelow(here, (id) => tree.below.get(id) ?? []), [tree, here]);
  const parts = useMemo(
    () => (here.level === 'city' ? (tree.below.get(unit) ?? []).map((each) => each.id) : []),
    [tree, unit, here],
  );
  const picture = usePicture(unit, parts, onOutdated);
  const [touring, setTouring] = useState(false);
  const wall = useRef<HTMLDivElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const [troubled, setTroubled] = useState(false);
  const now = useNow(1);
  const go = (id: string) => {
    history.pushState(null, '', addressOf(tree, id));
    setUnit(id);
  };
  // Going round by itself leaves no trail of steps to go back through.
  const show = (id: string) => {
    history.replaceState(null, '', addressOf(tree, id));
    setUnit(id);
  };
  // Without a network the next stop might have nothing to show.
  const goRound = () => {
    if (picture.connected) show(nextStop(tree, unit));
  };
  useTour(pace, goRound, {
    onStart: () => setTouring(true),
    onStop: () => setTouring(false),
  });
  const save = () => {
    const { readAt } = picture;
    // The map stands before its figures do, and a picture without them would show nothing.
    if (!wall.current || !readAt) return setTroubled(true);
    const at = new Date();
    pictureOf(wall.current, t('screen.as_of', { time: secondsText(readAt.getTime()) }))
      .then((blob) => saveFile(blob, pictureName(shortName(here), at)))
      .then(() => setTroubled(false))
      .catch(() => setTroubled(true));
  };
  // Before the picture is drawn: a key pressed as soon as it is seen must mean what it shows, not what stood before.
  useLayoutEffect(() => {
    const back = () => setUnit(unitInAddress(tree));
    const press = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && defining) setDefining(false);
      else if (event.key === 'Escape' && path[1]) go(path[1].id);
      else if (event.ctrlKey || event.metaKey || event.altKey) return;
      else if (event.key.toLowerCase() === 'd') setDefining(!defining);
      else if (event.key.toLowerCase() === 's') save();
    };
    addEventListener('popstate', back);
    addEventListener('keydown', press);
    return () => {
      removeEventListener('popstate', back);
      removeEventListener('keydown', press);
    };
  });
  const refused = picture.error ? asRefusal(picture.error) : undefined;
  const strayed = touring && refused !== undefined && !picture.figures && unit !== tree.home.id;
  // The network went while the tour moved on: where the wall begins there is a picture.
  useEffect(() => {
    if (strayed) show(tree.home.id);
  }, [strayed]);
  const signedOut = refused?.status === 401;
  if (signedOut && !picture.figures)
    return (
      <main className="said-large">
        <SignIn />
      </main>
    );
  if (refused && !picture.figures) return <main className="said-large">{sayRefused(refused)}</main>;
  const shownAt = instantOf(picture, now);
  const since = picture.figures?.longestWaitingSince;
  const figures = picture.figures
    ? sixFigures(picture.figures, since ? sayDuration(shownAt - Date.parse(since)) : null)
    : undefined;
  const waiting =
    here.level === 'station' && picture.figures ? new Map([[unit, picture.figures.waiting]]) : picture.waiting;
  const nameOf = (cell: Cell) => {
    const unit = shortName(tree.byId.get(cell.id));
    return here.level === 'city' ? t('screen.map.of', { unit, above: shortName(tree.byId.get(cell.group)) }) : unit;
  };
  const label = t(here.level === 'city' ? 'screen.map.city' : 'screen.map.below', { unit: shortName(here) });
  return (
    <div className="wall" ref={wall}>
      <Header path={path} picture={picture} now={now} onGo={go} />
      <Six figures={figures} picture={picture} />
      <main className="middle">
        <HexMap
          key={unit}
          cells={cells}
          waiting={waiting}
          nameOf={(id) => shortName(tree.byId.get(id))}
          say={(cell, waiting) => sayCell(nameOf(cell), waiting)}
          sayCount={(count) => t('screen.map.orders', { count })}
          naming={here.level === 'city' ? 'groups' : 'cells'}
          label={label}
          onOpen={here.level === 'station' ? undefined : (cell) => go(here.level === 'city' ? cell.group : cell.id)}
        />
        <MapTable
          label={label}
          rows={[
            ...parts.map((id) => ({ id, name: shortName(tree.byId.get(id)) })),
            ...cells.map((cell) => ({ id: cell.id, name: nameOf(cell) })),
          ]}
          waiting={waiting}
        />
      </main>
      <WhoWaits tree={tree} figures={picture.figures} now={shownAt} />
      <p className="foot">
        <button
          ref={opener}
          type="button"
          data-not-in-picture
          className={touring ? 'heard' : ''}
          aria-expanded={defining}
          onClick={() => setDefining(!defining)}
        >
          {t('screen.definitions')}
        </button>
        <button type="button" data-not-in-picture className={touring ? 'heard' : ''} onClick={save}>
          {t('screen.picture')}
        </button>
        <span role="status" data-not-in-picture>
          {troubled ? t('screen.picture.failed') : touring && picture.connected ? t('screen.touring') : null}
        </span>
      </p>
      <Legend />
      <Ticker tree={tree} happened={picture.happened} />
      {signedOut ? (
        <div className="signed-out" role="alert" data-not-in-picture>
          <SignIn />
        </div>
      ) : null}
      {defining && figures ? (
        <Definitions
          figures={figures}
          byPlace={here.level !== 'city' && here.level !== 'centre'}
          opener={opener}
          onClose={() => setDefining(false)}
        />
      ) : null}
    </div>
  );
}

/** A hexagon in words. */
function sayCell(unit: string, waiting: number | undefined): string {
  return waiting === undefined ? t('screen.map.unknown', { unit }) : t('screen.map.waiting', { unit, count: waiting });
}

interface MapTableProps {
  label: string;
  rows: readonly { id: string; name: string }[];
  waiting: ReadonlyMap<string, number>;
}

/** The map for those who hear it: every place and how many wait there, the counties before their institutes. */
function MapTable({ label, rows, waiting }: MapTableProps) {
  return (
    <table className="heard">
      <caption>{label}</caption>
      <thead>
        <tr>
          <th scope="col">{t('screen.map.where')}</th>
          <th scope="col">{t('screen.waiting')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name }) => {
          const count = waiting.get(id);
          return (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{count === undefined ? t('screen.map.unread') : t('screen.map.orders', { count })}</td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}

function SignIn() {
  const here = `${location.pathname}${location.search}`;
  return (
    <>
      <p>{t('screen.sign_in')}</p>
      <a href={`/desk/login?to=${encodeURIComponent(here)}`}>{t('screen.sign_in.do')}</a>
    </>
  );
}

/** Six figures at most, each with its unit, its time and its definition. */
function Six({ figures, picture }: { figures: readonly Figure[] | undefined; picture: Picture }) {
  return (
    <section className="six" aria-label={t('screen.figures')} aria-busy={!figures}>
      {(figures ?? []).map((figure) => (
        <div key={figure.name} className={figure.tone} title={figure.definition}>
          <span>{figure.name}</span>
          <b>{figure.value}</b>
          <em>{figure.beside}</em>
        </div>
      ))}
      {figures && picture.readAt ? (
        <table className="heard">
          <caption>{t('screen.figures')}</caption>
          <tbody>
            {figures.map((figure) => (
              <tr key={figure.name}>
                <th scope="row">{figure.name}</th>
                <td>{figure.value}</td>
                <td>{figure.definition}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}

function Legend() {
  const steps = ['0', '1', '2–3', '4–5', t('screen.legend.more')];
  return (
    <p className="key">
      {t('screen.waiting')}
      {steps.map((step, index) => (
        <span key={step}>
          <i className={`heat-${index}`} />
          {step}
        </span>
      ))}
    </p>
  );
}
