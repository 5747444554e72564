import { readFileSync } from 'node:fs';
import type { Nature, Status } from '../src/orders/schema/states.ts';

/** How far along the loop an order of the demo should be. */
export type DemoStage = Status;

/** One order of the demo, in the words of the one who asks. */
export interface DemoOrder {
  id: string;
  text: string;
  textEn?: string;
  kind: string;
  nature: Nature;
  /** Station where help is wanted; the county for petitions and complaints, so that no real community is named. */
  unitCode: string;
  /** Who tells it: for themselves, an elder for themselves, a child for a parent, a neighbour, or staff who type it in. */
  by: 'self' | 'elder' | 'child' | 'neighbour' | 'staff';
  /** When, in words. */
  wish?: string;
  stage: DemoStage;
  /** How many people it takes. */
  places?: number;
  /** Offered to so many named volunteers instead of a team. */
  people?: number;
  /** Teams or people who said no before. */
  declined?: number;
  /** How often it came back because it was not solved. */
  reopened?: number;
  /** Waits longer than it should. */
  late?: 1;
  /** Was handed to the department that answers. */
  handed?: 1;
  /** Name of the demo account whose order it is; somebody invented for it, if absent. */
  as?: string;
  /** The one who asks wants confidence. */
  confidential?: 1;
  /** Id of the order it was merged into. */
  mergedInto?: string;
  /** What whoever served wrote. */
  note?: string;
  /** What a consultation was answered. */
  answer?: string;
  /** What the clerk lets the department read of a petition; all of it, if absent. */
  masked?: string;
  /** Why a department says that it is not responsible. */
  objection?: string;
  /** What the department replied. */
  reply?: string;
  /** Why a reconsideration is asked for, and what it concluded. */
  appeal?: string;
  conclusion?: string;
  /** What a clerk published of a petition, its owner having agreed. */
  published?: { question: string; answer: string };
  /** How an emergency ended. */
  safe?: string;
  /** Why it was withdrawn. */
  reason?: string;
  stars?: number;
  review?: string;
  /** False: the review says that it is not solved. */
  solved?: boolean;
}

/** The orders written for the demo. */
export function demoOrders(): DemoOrder[] {
  const { orders } = JSON.parse(readFileSync(new URL('orders.json', import.meta.url), 'utf8')) as {
    orders: DemoOrder[];
  };
  return orders;
}
