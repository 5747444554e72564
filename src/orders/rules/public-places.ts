/**
 * Kinds of the needs taxonomy that concern a place all neighbours use, and nobody's home: of these a resident may hear that
 * others said the same.
 */
const PUBLIC_PLACE: ReadonlySet<string> = new Set([
  'community_cleanup',
  'waste_sorting_guidance',
  'traffic_order_help',
  'greening_planting',
  'facility_damage',
  'utility_outage',
  'severe_weather_support',
  'safety_hazard_report',
]);

/** Whether a kind is about a public place; what has no kind is not. */
export function isPublicPlace(kind: string | null): boolean {
  return kind !== null && PUBLIC_PLACE.has(kind);
}
