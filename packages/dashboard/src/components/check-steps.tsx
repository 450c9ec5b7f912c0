import { createElement } from 'react';
import type { Commands } from './checking.ts';
import { Id, InOrder, T } from './words.tsx';

/** How a stranger checks a hub on a machine of their own, step by step. */
export function CheckSteps({ of: { install, policy, verify } }: { readonly of: Commands }) {
  return (
    <>
      <ol className="check-steps">
        <li>
          <T id="log.checkInstall" />
          <Command of={install} />
        </li>
        <li>
          <T id="log.checkPolicy" option={<Id key="key" of="--key=…" />} />
          <Command of={policy} />
        </li>
        <li>
          <T id="log.checkVerify" />
          <Command of={verify} />
        </li>
      </ol>
      <p>
        <T
          id="log.checkVerdict"
          whole={<Verdict key="whole" of="WHOLE" />}
          unwitnessed={<Verdict key="unwitnessed" of="WHOLE BUT UNWITNESSED" />}
          wrong={<Verdict key="wrong" of="WRONG" />}
          unchecked={<Verdict key="unchecked" of="NOT CHECKED" />}
        />
      </p>
    </>
  );
}

/** A line to copy into a shell; it breaks between words, and within one only where that is wider than the page. */
function Command({ of }: { readonly of: string }) {
  return (
    <code className="command" dir="ltr" translate="no">
      <InOrder
        of={of.split(' ').flatMap((word, place) => [...(place > 0 ? [' '] : []), createElement('span', null, word)])}
      />
    </code>
  );
}

/** What the tool ends with, in its own words. */
function Verdict({ of }: { readonly of: string }) {
  return (
    <code dir="ltr" translate="no">
      {of}
    </code>
  );
}
