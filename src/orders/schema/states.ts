/*
 * Problems of this capability, with the sentence people read:
 *   orders.already_assigned         This order is yours already
 *   orders.asked_already            All of these people were asked already. Choose others, or wait for their answer
 *   orders.changed_meanwhile        Somebody changed this order meanwhile. Look at it as it is now, then decide
 *   orders.clock_not_due            This clock has not run out yet
 *   orders.confidential             This is confidential. The petition clerks deal with it
 *   orders.confidential_stays       A confidential order stays with the petition clerks of a county or the city
 *   orders.calls_unavailable        Calls cannot be connected just now: the centre can reach them
 *   orders.contact_closed           Phone numbers are shown only while the order is under way
 *   orders.cursor_unknown           This page does not exist. Start from the first one
 *   orders.deadline_past            This date has passed. Choose a later one
 *   orders.decision_binds           The centre has decided twice. Its decision binds: handle the petition
 *   orders.department_bounced       This department has said already that it is not responsible. Choose another
 *   orders.department_complained_of  The petition complains of this department. Choose another
 *   orders.department_unknown       This department does not exist or is closed. Choose another
 *   orders.door_unknown             This door is not in the list. Choose another
 *   orders.duty_not_pushed_down     A department’s duty is not pushed down to a subdistrict or a community. Choose a department
 *   orders.extended_once            A petition is extended once, by at most 30 days
 *   orders.full                     Someone was quicker: no place is left. Thank you
 *   orders.kind_needed              Choose the kind of service first: it decides skills and clocks
 *   orders.kind_unknown             This kind is not in the list. Choose another, or leave it out
 *   orders.mark_first               Mark first whom it complains of, or that it is nobody of the units here
 *   orders.masking_needed           Confirm first which words the department may read
 *   orders.merge_confidence         A confidential order and an open one cannot be merged
 *   orders.merge_ended              The other order has ended. Only open orders can be merged
 *   orders.merge_has_followers      Others follow this order already. Merge the other one into this instead
 *   orders.merge_unknown            The other order was not found among yours. Check its number
 *   orders.no_consent               The petitioner has not agreed to a publication
 *   orders.no_extension_asked       Nobody has asked for more time
 *   orders.no_hotline               No line to 12345 is set up here. Call it, and note the number by hand
 *   orders.no_instruction           No instruction waits for an answer
 *   orders.no_question              No question waits for an answer
 *   orders.no_volunteer             One of these people is no volunteer. Choose again
 *   orders.not_a_petition           This is for petitions and complaints. Triage it as one first
 *   orders.not_assigned             You have no part in this order
 *   orders.not_dispatchable         Only a public service that volunteers may do is dispatched. Triage it first
 *   orders.not_in_team              One of these people is not in the team. Choose again
 *   orders.nobody_behind            Whoever asked left neither name nor phone, so it stays here. Ask them to log in and claim it
 *   orders.not_offered              This order was not offered to you
 *   orders.not_started              You have not started this order. Tap start when you are there
 *   orders.not_yours                This order is not yours
 *   orders.objection_late           The time to say “not ours” has passed: five working days
 *   orders.one_target               Name one team, or up to 20 volunteers
 *   orders.only_requester_closes    Only the one who asked first can close it. You can say that it is not solved
 *   orders.own_extension            Who asks for more time does not grant it. Let a colleague or the petition clerks decide
 *   orders.path_ended               The final reconsideration has been concluded. There is no further step within Linli
 *   orders.person_needed            Only people send photos. Log in as one
 *   orders.person_unsuitable        One of these people may not serve this order. Choose again
 *   orders.photo_too_large          This photo is too large. Send a smaller one
 *   orders.photo_unknown            One of the photos is gone, or was sent with another order. Take it again
 *   orders.photo_unreadable         This is no photo we can read. Send a JPEG, PNG or WebP
 *   orders.place_needed             Say in which community help is wanted
 *   orders.place_unknown            No community of this name is open. Choose yours
 *   orders.receipt_guesses          Too many wrong codes today. Try tomorrow, or call the petition clerks
 *   orders.receipt_unknown          No petition has this code. Look at each digit again
 *   orders.receipts_spent           No more complaints without an account can be taken from here today. Log in, or call
 *   orders.reconsideration_late     The time to ask for a reconsideration has passed: 30 days after the reply
 *   orders.report_months            A report counts whole months, the first not after the last and none to come
 *   orders.requester_needed         Say whom the order is for
 *   orders.search_too_short         Type at least two characters, or an order’s number
 *   orders.started_already          You have started already
 *   orders.taken                    Someone was quicker, or it is not needed any more. Thank you for being ready
 *   orders.team_unknown             This team does not exist, is closed, or does not serve here. Choose another
 *   orders.time_backwards           The latest time lies before the earliest. Turn them round
 *   orders.time_past                That time has passed. Choose a later one
 *   orders.time_unlikely            This time lies before the step before it, or in the future. Check the clock of the phone
 *   orders.too_many_photos          Up to {most} photos can wait for an order. Send the order first
 *   orders.two_needed               This visit is made by two. Wait until a second volunteer has accepted
 *   orders.unit_cannot_own          This unit cannot take the order. Choose another
 *   orders.unit_unknown             This unit does not exist or is closed. Choose another
 *   orders.not_confidential         Only a petition or complaint is about somebody. Triage it first
 *   orders.unreadable               The words of this petition cannot be read any more: its keys are gone
 *   orders.words_fixed              Volunteers were already asked with these words. Change place or time, or withdraw and order anew
 *   orders.wrong_state              The order’s state does not allow this now. Reload it to see what can be done
 */

/** States of an order, in the order a good one passes them. */
export const statuses = [
  'submitted',
  'triaged',
  'dispatched',
  'accepted',
  'in_service',
  'served',
  'answered',
  'forwarded',
  'signed_for',
  'objected',
  'admitted',
  'replied',
  'reconsideration',
  'final_reconsideration',
  'reviewed',
  'closed',
  'merged',
  'redirected',
  'withdrawn',
] as const;
export type Status = (typeof statuses)[number];

/** States in which nothing more happens. */
export const endStatuses = ['closed', 'merged', 'withdrawn'] as const satisfies readonly Status[];

/** Whether nothing can happen to an order in this state any more. */
export function isEnd(status: Status): boolean {
  return endStatuses.some((end) => end === status);
}

/** States in which somebody must still act. */
export const openStatuses: readonly Status[] = statuses.filter((status) => !isEnd(status));

export const natures = ['public_service', 'petition', 'complaint', 'consultation', 'emergency'] as const;
export type Nature = (typeof natures)[number];

export const urgencies = ['critical', 'urgent', 'priority', 'normal', 'scheduled'] as const;
export type Urgency = (typeof urgencies)[number];

/** Everything that can be done to an order, by whom it is usually done. */
export const actionNames = [
  // the resident
  'change',
  'withdraw',
  'review',
  // the petitioner
  'respond',
  'ask_reconsideration',
  'consent_publication',
  // the centre
  'triage',
  'answer',
  'dispatch',
  'widen',
  'recall',
  'merge',
  'unmerge',
  'split',
  'hand_over',
  'supervise',
  'confirm_safe',
  // petition clerks
  'forward',
  'decide_objection',
  'decide_extension',
  'conclude',
  'show_door',
  'note_hotline',
  // the department that has a petition
  'sign_for',
  'object',
  'admit',
  'ask',
  'ask_extension',
  'reply',
  'report_back',
  // volunteers and team leaders
  'accept',
  'assign',
  'decline',
  'return',
  'start',
  'finish',
  // jobs
  'warn',
  'expire',
] as const;
export type ActionName = (typeof actionNames)[number];

/** What is said along the way, beside the words of the order itself. */
export const wordKinds = [
  'answer',
  'note',
  'review',
  'reason',
  'instruction',
  // of petitions
  'masked',
  'objection',
  'decision',
  'notice',
  'question',
  'response',
  'extension',
  'reply',
  'appeal',
  'conclusion',
  'receipt',
] as const;
export type WordKind = (typeof wordKinds)[number];
