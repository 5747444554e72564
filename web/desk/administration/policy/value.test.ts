import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { EditingContext } from './editing.ts';
import { Value } from './Value.tsx';

it('a tick of a policy can be led to, and is tied to what is wrong with it', () => {
  const editing = {
    set() {},
    faultAt: () => '这样不行',
    choicesFor: () => undefined,
    countOf: () => undefined,
    keptBecause: () => undefined,
    isOld: () => false,
  };
  const tick = createElement(Value, {
    name: 'enabled',
    path: ['waves', 'enabled'],
    shape: { type: 'boolean' },
    value: true,
  });
  const drawn = renderToStaticMarkup(createElement(EditingContext, { value: editing }, tick));
  expect(drawn).toContain('data-pointer="/waves/enabled"');
  const told = /id="([^"]+)"[^>]*>这样不行/.exec(drawn)?.[1] ?? 'nothing';
  expect(/<input[^>]*>/.exec(drawn)?.[0]).toContain(`aria-describedby="${told}"`);
  expect(/<input[^>]*>/.exec(drawn)?.[0]).toContain('aria-invalid="true"');
});
