import { getRouteApi, Navigate } from '@tanstack/react-router';
import { Missing } from '../frame/Missing.tsx';
import { useMe } from '../session.tsx';
import { placeOf } from './place.ts';

const route = getRouteApi('/frame/orders/$id');

/** The address of one order, as it stands on a slip: leads to it on the page where this reader works. */
export function OrderAddress() {
  const { id } = route.useParams();
  const to = placeOf({ confidential: false }, useMe());
  return to === null ? <Missing /> : <Navigate to={to} search={{ order: id }} replace />;
}
