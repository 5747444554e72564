import type { Connection, Statement } from '../../platform/database.ts';

const INSERT: Statement = {
  name: 'organisation.network.insert',
  text: `insert into network (id, code, name_zh, name_en, zone, division_code, demo, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (code) do nothing returning id`,
};

/** A network as it is written. */
export interface NewNetworkRow {
  code: string;
  nameZh: string;
  nameEn: string;
  zone: string;
  divisionCode: string | null;
  demo: boolean;
  createdAt: Date;
}

/** Writes the network whose context is set. False when its code is taken. */
export async function insertNetwork(connection: Connection, network: NewNetworkRow): Promise<boolean> {
  const { code, nameZh, nameEn, zone, divisionCode, demo, createdAt } = network;
  const values = [connection.networkId, code, nameZh, nameEn, zone, divisionCode, demo, createdAt];
  return (await connection.query(INSERT, values)).length > 0;
}
