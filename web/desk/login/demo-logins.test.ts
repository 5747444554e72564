import { expect, it } from 'vitest';
import { DEMO_PASSWORD, namedAccounts } from '../../../demo/accounts.ts';
import { demoLogins } from './demo-logins.ts';

it('the logins that the desk offers are those that the demo city has', () => {
  const { accounts } = namedAccounts({ city: 'a', centre: 'b', institute: 'c', station: 'd', department: 'e' });
  const usernames = accounts.map((account) => account.username);
  for (const login of demoLogins) {
    expect(usernames).toContain(login.username);
    expect(login.password).toBe(DEMO_PASSWORD);
  }
});
