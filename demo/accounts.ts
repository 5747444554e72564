import type { GrantedRole } from '../src/shared/actor.ts';

/** Somebody of the demo who can log in: staff at the desk, residents and volunteers on the phone. */
export interface DemoAccount {
  name: string;
  /** What they do, for the list that `npm start` prints. */
  who: string;
  role: GrantedRole | 'resident' | 'volunteer';
  /** Code of the unit they work or live at. */
  unitCode: string;
  username?: string;
  phone?: string;
  /** For volunteers and team leaders. */
  skills?: readonly string[];
  /** Code of the team they are in; leaders lead it. */
  teamCode?: string;
  birthYear?: number;
  verified?: boolean;
}

/** A team of the demo that its leader and members can log in to. */
export interface DemoTeamSeed {
  code: string;
  parentCode: string;
  nameZh: string;
  nameEn: string;
  skills: readonly string[];
}

/** Every staff account of the demo has this password; it opens nothing but invented data. */
export const DEMO_PASSWORD = 'linli-demo-2026';

/** What the demo accounts of a city are tied to, by unit codes. */
export interface AccountPlan {
  city: string;
  /** The county whose people are named one by one. */
  centre: string;
  institute: string;
  station: string;
  department: string;
}

/** The named people of the demo: one for each door and role, in one county. Phones lie in a range nobody is given (169). */
export function namedAccounts(plan: AccountPlan): { teams: DemoTeamSeed[]; accounts: DemoAccount[] } {
  const teams: DemoTeamSeed[] = [
    team(plan.institute, 'repair', '水电维修志愿服务队（演示）', 'Repair team (demo)', [
      'electrician',
      'appliance_repair',
    ]),
    team(plan.institute, 'care', '敬老志愿服务队（演示）', 'Elder care team (demo)', [
      'elder_care',
      'visiting_befriending',
      'hairdressing',
    ]),
    team(plan.centre, 'errands', '跑腿帮办志愿服务队（演示）', 'Errands team (demo)', ['general_help', 'driving']),
    team(plan.centre, 'lessons', '数字助老志愿服务队（演示）', 'Smartphone lessons team (demo)', [
      'digital_literacy',
      'child_tutoring',
    ]),
  ];
  const staff = (name: string, who: string, role: GrantedRole, unitCode: string, username: string): DemoAccount => ({
    name,
    who,
    role,
    unitCode,
    username,
  });
  const [repair, care, errands] = teams.map(({ code }) => code);
  return {
    teams,
    accounts: [
      staff('管理员（演示）', '管理员 administrator', 'administrator', plan.city, 'admin'),
      staff('市值班员（演示）', '市派单员 city dispatcher', 'dispatcher', plan.city, 'shi'),
      staff('市信访员（演示）', '市诉求员 city petition clerk', 'petition_clerk', plan.city, 'shi-suqiu'),
      staff('孟派单（演示）', '中心派单员 centre dispatcher', 'dispatcher', plan.centre, 'zhongxin'),
      staff('郝信访（演示）', '中心诉求员 petition clerk', 'petition_clerk', plan.centre, 'suqiu'),
      staff('薛站长（演示）', '站工作人员 station', 'dispatcher', plan.station, 'zhan'),
      staff('闫科员（演示）', '职能部门 department', 'department_officer', plan.department, 'bumen'),
      staff('看大屏的人（演示）', '指挥大屏 observer', 'observer', plan.city, 'daping'),
      staff('审计员（演示）', '审计员 auditor', 'auditor', plan.city, 'shenji'),
      staff('范保管（演示）', '身份保管人 custodian', 'custodian', plan.centre, 'baoguan'),
      staff('祁保管（演示）', '身份保管人 custodian', 'custodian', plan.centre, 'baoguan-er'),
      {
        ...person('武队长（演示）', '队长 team leader', plan.station, '16900000021', 1968),
        role: 'team_leader',
        teamCode: repair ?? '',
        skills: ['electrician', 'appliance_repair'],
        verified: true,
        username: 'duizhang',
      },
      {
        ...person('任大姐（演示）', '志愿者 volunteer', plan.station, '16900000031', 1975),
        role: 'volunteer',
        teamCode: care ?? '',
        skills: ['elder_care', 'hairdressing', 'visiting_befriending'],
        verified: true,
      },
      {
        ...person('温师傅（演示）', '志愿者 volunteer', plan.station, '16900000032', 1972),
        role: 'volunteer',
        teamCode: repair ?? '',
        skills: ['electrician'],
        verified: true,
      },
      {
        ...person('小侯（演示）', '志愿者 volunteer', plan.station, '16900000033', 1999),
        role: 'volunteer',
        teamCode: errands ?? '',
        skills: ['general_help', 'digital_literacy'],
        verified: true,
      },
      person('王秀英（演示）', '居民，83 岁 resident, 83', plan.station, '16900000011', 1943),
      person('赵建国（演示）', '居民 resident', plan.station, '16900000012', 1980),
    ],
  };
}

/** Who is on duty at a county that has no named people: one dispatcher, one petition clerk, so that every order has somebody. */
export function centreStaff(code: string, name: string): DemoAccount[] {
  return [
    {
      name: `${name}值班员（演示）`,
      who: '中心派单员 centre dispatcher',
      role: 'dispatcher',
      unitCode: code,
      username: `zhongxin-${code}`,
    },
    {
      name: `${name}诉求员（演示）`,
      who: '中心诉求员 petition clerk',
      role: 'petition_clerk',
      unitCode: code,
      username: `suqiu-${code}`,
    },
  ];
}

function team(parentCode: string, name: string, nameZh: string, nameEn: string, skills: string[]): DemoTeamSeed {
  return { code: `${parentCode}.team.${name}`, parentCode, nameZh, nameEn, skills };
}

function person(name: string, who: string, unitCode: string, phone: string, birthYear: number): DemoAccount {
  return { name, who, role: 'resident', unitCode, phone, birthYear };
}
