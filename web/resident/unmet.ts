/** Problems that only the desk can meet: building the tree, opening what is sealed, training triage. The phone does not carry their words. */
export const UNMET = /^problem\.(?:matching|triage|vault|organisation\.(?!policy_unknown$|tree_missing$|unit_))/;
