import { type FormEvent, useState } from 'react';
import type { Me } from '../../../src/identity/schema.ts';
import type { SkillList } from '../../../src/organisation/policies/schema/lists.ts';
import { needsPapers } from '../../../src/volunteers/rules.ts';
import type { VolunteerProfile } from '../../../src/volunteers/schema.ts';
import { answerOf, api } from '../../ui/api.ts';
import { Button } from '../../ui/Button.tsx';
import { TextField, TickField } from '../../ui/Field.tsx';
import { nameIn, say, t } from '../../ui/language.ts';
import { toast } from '../../ui/Toast.tsx';
import { dateOf, sayWeekday } from '../../ui/times.ts';
import { isFree, turnPart, weekParts } from '../../ui/week.ts';
import { CommunityPicker } from '../CommunityPicker.tsx';
import { Frame } from '../Frame.tsx';
import { useDoing } from '../order-acts.tsx';
import styles from '../page.module.css';
import { useMe, useSkills } from '../queries.ts';
import { put, refresh, useRemote } from '../remote.ts';
import { go } from '../router.ts';
import { ServingTabs } from '../ServingTabs.tsx';
import { Loaded, SignedIn, Trouble } from '../states.tsx';
import { useTyped } from '../typed.ts';
import { UnitName } from '../UnitName.tsx';
import { Absences } from './asking/Absences.tsx';
import { PersonalMatching } from './asking/PersonalMatching.tsx';
import weekStyles from './Volunteer.module.css';

/** What I can, when I have time, where: to begin with, and to change later. */
export function Volunteer() {
  const me = useMe().value;
  const title = t(me?.volunteer ? 'resident.volunteer.title' : 'resident.me.become');
  return (
    <Frame title={title} back="/me">
      <h1 tabIndex={-1}>{title}</h1>
      <SignedIn why={t('resident.volunteer.sign_in')}>
        {me?.volunteer ? (
          <ServingTabs here="/volunteer">
            <Known me={me} />
          </ServingTabs>
        ) : me ? (
          <Profile me={me} profile={null} />
        ) : null}
      </SignedIn>
    </Frame>
  );
}

function Known({ me }: { me: Me }) {
  const profile = useRemote('me:volunteer', () => answerOf(api.GET('/api/v1/me/volunteer')));
  return (
    <Loaded of={profile}>
      {(known) => (
        <>
          <Absences />
          <Profile me={me} profile={known} />
          <section className={styles.stack}>
            <h2 className={styles.section}>{t('resident.matching.title')}</h2>
            <PersonalMatching whole />
          </section>
        </>
      )}
    </Loaded>
  );
}

interface ProfileProps {
  me: Me;
  profile: VolunteerProfile | null;
}

/** What was changed here and is not saved yet. */
interface Changed {
  unitId: string;
  skills: readonly string[];
  week: string;
  awayUntil: string;
  birthYear: string;
}

/** What was changed elsewhere is shown at once, unless it was changed here and is not saved yet: then that stays as it was typed. */
function Profile({ me, profile }: ProfileProps) {
  const skillList = useSkills();
  const { typed, type, forget } = useTyped<Partial<Changed>>(`volunteer:${me.personId}`, {});
  const {
    unitId = profile?.unitId ?? me.homeUnitId,
    skills = profile?.skills.map((each) => each.skill) ?? [],
    week = profile?.availability ?? '0'.repeat(168),
    awayUntil = profile?.awayUntil ?? '',
    birthYear = me.birthYear ? String(me.birthYear) : '',
  } = typed;
  const [moving, setMoving] = useState(false);
  const [faults, setFaults] = useState<{ community?: string; birthYear?: string }>({});
  const { busy, refusal, run, stayed } = useDoing();
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const found = {
      ...(unitId === null ? { community: t('resident.where.missing') } : {}),
      ...(isYear(birthYear) ? {} : { birthYear: t('resident.volunteer.birth_year_missing') }),
    };
    setFaults(found);
    const first = Object.keys(found)[0];
    if (first || unitId === null) {
      document.getElementById(first ?? '')?.focus();
      return;
    }
    const done = await run(async () => {
      if (Number(birthYear) !== me.birthYear)
        await answerOf(api.PATCH('/api/v1/me', { body: { birthYear: Number(birthYear) } }));
      const body = { unitId, skills: [...skills], availability: week, awayUntil: awayUntil || null };
      const saved = await answerOf(api.PUT('/api/v1/me/volunteer', { body }));
      put('me:volunteer', saved);
      await refresh('me');
    });
    if (!done) return;
    forget();
    toast(t(profile ? 'resident.me.saved' : 'resident.volunteer.welcome'));
    if (!profile && stayed()) go('/offers');
  };
  return (
    <form className={styles.wide} onSubmit={save} noValidate>
      <p className={styles.soft}>
        {t(
          profile === null
            ? 'resident.volunteer.what'
            : profile.verified
              ? 'resident.volunteer.verified'
              : 'resident.volunteer.not_verified',
        )}
      </p>
      <section className={styles.stack}>
        <h2 className={styles.section}>{t('resident.me.home')}</h2>
        {unitId === null || moving ? (
          <CommunityPicker
            error={faults.community}
            onChoose={(id) => {
              type({ unitId: id });
              setMoving(false);
            }}
          />
        ) : (
          <>
            <p>
              <UnitName id={unitId} whole />
            </p>
            <div>
              <Button onPress={() => setMoving(true)}>{t('resident.where.other')}</Button>
            </div>
          </>
        )}
      </section>
      <TextField
        id="birthYear"
        label={t('resident.data.birth_year')}
        hint={t('resident.volunteer.birth_year_hint')}
        error={faults.birthYear}
        inputMode="numeric"
        value={birthYear}
        onChange={(year) => type({ birthYear: year })}
        maxLength={4}
      />
      <Week week={week} onChange={(hours) => type({ week: hours })} />
      <Loaded of={skillList}>
        {(list) => (
          <Skills list={list} chosen={skills} profile={profile} onChange={(chosen) => type({ skills: chosen })} />
        )}
      </Loaded>
      {profile ? (
        <TextField
          type="date"
          label={t('resident.volunteer.away')}
          hint={t('resident.volunteer.away_hint')}
          min={dateOf(new Date())}
          value={awayUntil}
          onChange={(day) => type({ awayUntil: day })}
        />
      ) : null}
      {refusal ? <Trouble refusal={refusal} submits /> : null}
      <Button look="main" submits busy={busy}>
        {t(profile ? 'action.save' : 'resident.volunteer.join')}
      </Button>
    </form>
  );
}

function isYear(typed: string): boolean {
  return /^\d{4}$/.test(typed) && Number(typed) >= 1900 && Number(typed) <= new Date().getFullYear();
}

/** The week in parts of days; a tick is a time when one may be asked. */
function Week({ week, onChange }: { week: string; onChange: (week: string) => void }) {
  return (
    <fieldset className={styles.stack}>
      <legend className={weekStyles.legend}>{t('resident.volunteer.week')}</legend>
      <p className={styles.soft}>{t('resident.volunteer.week_hint')}</p>
      <table className={weekStyles.week}>
        <thead>
          <tr>
            <td />
            {weekParts.map(({ part }) => (
              <th key={part} scope="col">
                {t(`resident.volunteer.part_${part}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[0, 1, 2, 3, 4, 5, 6].map((day) => (
            <tr key={day}>
              <th scope="row">{sayWeekday(day + 1)}</th>
              {weekParts.map((part) => (
                <td key={part.part}>
                  <label className={weekStyles.part}>
                    <input
                      type="checkbox"
                      checked={isFree(week, day, part)}
                      onChange={() => onChange(turnPart(week, day, part))}
                    />
                    <span className="heard">
                      {t('time.part_of_day', { day: sayWeekday(day + 1), part: t(`time.part_${part.part}`) })}
                    </span>
                  </label>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </fieldset>
  );
}

interface SkillsProps {
  list: SkillList;
  chosen: readonly string[];
  profile: VolunteerProfile | null;
  onChange: (skills: readonly string[]) => void;
}

/** What one can, and which papers somebody has to see first. */
function Skills({ list, chosen, profile, onChange }: SkillsProps) {
  const groups = [...new Set(list.skills.map((skill) => skill.group))];
  const noteOf = (skill: SkillList['skills'][number]) => {
    const state = profile?.skills.find((each) => each.skill === skill.id)?.credential;
    if (state === 'verified') return t('resident.volunteer.papers_seen');
    return needsPapers(skill.credential) ? t('resident.volunteer.papers') : undefined;
  };
  return (
    <fieldset className={styles.stack}>
      <legend className={weekStyles.legend}>{t('resident.volunteer.skills')}</legend>
      <div className={styles.folds}>
        {groups.map((group) => {
          const skills = list.skills.filter((skill) => skill.group === group);
          const count = skills.filter((skill) => chosen.includes(skill.id)).length;
          return (
            <details key={group} open={count > 0}>
              <summary className={styles.fold}>
                {say(`resident.skill_group.${group}`) ?? skills.slice(0, 3).map(nameIn).join(t('resident.list_comma'))}
                {count > 0 ? ` · ${count}` : ''}
              </summary>
              <div className={styles.stack}>
                {skills.map((skill) => (
                  <TickField
                    key={skill.id}
                    label={nameIn(skill)}
                    hint={noteOf(skill)}
                    ticked={chosen.includes(skill.id)}
                    onChange={(ticked) =>
                      onChange(ticked ? [...chosen, skill.id] : chosen.filter((each) => each !== skill.id))
                    }
                  />
                ))}
              </div>
            </details>
          );
        })}
      </div>
    </fieldset>
  );
}
