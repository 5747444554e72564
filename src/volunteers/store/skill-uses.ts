import type { Connection, Statement } from '../../platform/database.ts';

/** How many have a skill. */
export interface SkillUse {
  skill: string;
  volunteers: number;
  teams: number;
}

const USES: Statement = {
  name: 'volunteers.skill_uses',
  text: `with held as (select skill, count(*)::int as volunteers from volunteer_skill where network_id = $1 group by skill),
      offered as (select skill, count(*)::int as teams from team_skill where network_id = $1 group by skill)
    select coalesce(held.skill, offered.skill) as skill, coalesce(volunteers, 0) as volunteers, coalesce(teams, 0) as teams
    from held full join offered on offered.skill = held.skill order by 1`,
};

/** Volunteers and teams by skill; a skill that nobody has is absent. Reads every skill of everybody: ask seldom. */
export function countSkillUses(connection: Connection): Promise<SkillUse[]> {
  return connection.query<SkillUse & Record<string, unknown>>(USES, [connection.networkId]);
}
