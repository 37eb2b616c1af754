import { useState } from 'react';

/** Letters up to which a text is shown whole. */
const SHORT = 140;

/** A text of the logs, whichever way it is written. */
export function Text({ children, empty = '–' }: { readonly children: string; readonly empty?: string }) {
  return children === '' ? <span className="quiet">{empty}</span> : <bdi className="text">{children}</bdi>;
}

/** A message, of which a long one is opened on demand. */
export function LongText({ children }: { readonly children: string }) {
  const [open, setOpen] = useState(false);
  if (children.length <= SHORT) return <Text>{children}</Text>;
  return (
    <>
      <span className="on-screen">
        <Text>{open ? children : `${children.slice(0, SHORT)}…`}</Text>{' '}
        <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'less' : 'more'}
        </button>
      </span>
      <span className="on-paper">
        <Text>{children}</Text>
      </span>
    </>
  );
}
