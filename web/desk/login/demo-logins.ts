/** Staff of the demo city, as its loader enters them; a test holds both together. */
export const demoLogins = [
  { who: 'dispatcher', username: 'zhongxin', password: 'linli-demo-2026' },
  { who: 'city', username: 'shi', password: 'linli-demo-2026' },
  { who: 'clerk', username: 'suqiu', password: 'linli-demo-2026' },
  { who: 'leader', username: 'duizhang', password: 'linli-demo-2026' },
  { who: 'department', username: 'bumen', password: 'linli-demo-2026' },
  { who: 'administrator', username: 'admin', password: 'linli-demo-2026' },
  { who: 'auditor', username: 'shenji', password: 'linli-demo-2026' },
  { who: 'custodian', username: 'baoguan', password: 'linli-demo-2026' },
  { who: 'custodian_two', username: 'baoguan-er', password: 'linli-demo-2026' },
  { who: 'observer', username: 'daping', password: 'linli-demo-2026' },
] as const;
